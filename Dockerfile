# One image for the three services and the command line; the command says which.
FROM python:3.11.14-slim-bookworm AS build
WORKDIR /src
RUN python -m pip install --no-cache-dir "uv==0.13.9"
COPY pyproject.toml uv.lock README.md LICENSE ./
COPY docs/licences.md docs/
COPY services services
COPY proto/gen proto/gen
COPY reference reference
RUN uv build --wheel --out-dir /dist \
 && uv export --frozen --no-dev --no-emit-project --output-file /dist/requirements.txt \
 && uv venv /opt/tolpuddle \
 && VIRTUAL_ENV=/opt/tolpuddle uv pip install --no-cache --require-hashes --requirements /dist/requirements.txt \
 && VIRTUAL_ENV=/opt/tolpuddle uv pip install --no-cache --no-deps /dist/tolpuddle-*.whl

FROM python:3.11.14-slim-bookworm
LABEL org.opencontainers.image.title="Tolpuddle" \
      org.opencontainers.image.description="Open-source forced-labour risk screening for supply chains" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --system --gid 10001 tolpuddle \
 && useradd --system --uid 10001 --gid 10001 --home-dir /var/lib/tolpuddle --create-home tolpuddle
COPY --from=build /opt/tolpuddle /opt/tolpuddle
ENV PATH=/opt/tolpuddle/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
WORKDIR /var/lib/tolpuddle
VOLUME ["/var/lib/tolpuddle"]
EXPOSE 8000 50051
ENTRYPOINT ["tolpuddle"]
CMD ["serve", "gateway"]
