"""Suppliers of every kind, for property tests on the small edition."""

from hypothesis import strategies as st

from tests.scoring.core.small_edition import statement_ids

COUNTRIES = [
    None,
    "Bangladesh",
    "China",
    "PRC",
    "Germany",
    "Nepal",
    "Qatar",
    "Turkmenistan",
    "Atlantis",
    "n/a",
]
GOODS = [
    None,
    "cotton",
    "bricks",
    "garments",
    "clothes",
    "gold|cotton",
    "bricks|garments|textiles",
    "widgets",
    "5201",
    "cotton garments",
    "gold garments|cotton",
    "cotton bricks|garments|gold",
]
INPUTS = [
    None,
    "cotton@China",
    "cotton@",
    "cotton@Germany|gold@Atlantis",
    "cotton@Xinjiang",
    "textiles@Germany",
    "soup@China",
]
ANSWERS = [None, None, None, "yes", "no", "not_applicable"]
STEPS = [None, "none", "discussed", "written", "acted", "verified", "odd"]

shares = st.none() | st.floats(0, 1)
names = st.text(max_size=12).map(lambda text: f"Example {text}")

supplier = st.fixed_dictionaries(
    {
        "name": names,
        "country": st.sampled_from(COUNTRIES),
        "region": st.sampled_from([None, "Xinjiang", "Guangdong"]),
        "address": st.sampled_from([None, "1 Mill Road, Kathmandu, Nepal", "新疆 1"]),
        "goods": st.sampled_from(GOODS),
        "hs_codes": st.sampled_from([None, None, "6109"]),
        "sector": st.sampled_from(
            [
                None,
                "domestic work",
                "consulting",
                "1410",
                "unheard of",
                "garments",
                "cotton bricks",
                "5201 gold",
            ]
        ),
        "inputs": st.sampled_from(INPUTS),
        "tier": st.none() | st.integers(-1, 20),
        "workers": st.none() | st.integers(0, 5000),
        "migrant_share": shares,
        "women_share": shares,
        "young_share": shares,
        "agency_share": shares,
        **{f"a_{name}": st.sampled_from(ANSWERS) for name in statement_ids()},
        "c_wages_paid_directly": st.sampled_from(STEPS),
        "c_inputs_traced": st.sampled_from(STEPS),
    }
)
portfolio = st.lists(supplier, min_size=1, max_size=6)
