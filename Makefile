.PHONY: proto
proto:
	uv run python -m grpc_tools.protoc -Iproto --python_out=proto/gen --pyi_out=proto/gen proto/tolpuddle/v1/*.proto
	uv run python -m grpc_tools.protoc -Iproto --grpc_python_out=proto/gen proto/tolpuddle/v1/scoring_service.proto
