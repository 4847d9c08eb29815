"""What the model card says in words: what the model is, what was tried, what it cannot see."""

from typing import Final

BEFORE: Final = """
# Model card: the prior of country and good

Generated from edition {edition} by `tolpuddle model card -o docs/model_card.md`; `tolpuddle model backtest` prints the table of the
back-test again, the same bytes each time. Needs the extra `tolpuddle[model]` (scikit-learn); serving does not.

**What it says.** Which pairs of country and good look like those that the US Department of Labor has listed for child or forced labour. The odds are those
of *an entry on the list*: documentation, not abuse. A pair that is not listed is **unlabelled, not safe**. The label frequency (entries among pairs
that deserve one) is not known and cannot be learnt from the list; the odds are given as if it were one. If only half were documented, every pair would
deserve ten points more, and the ranking would be the same. An exposure is not a finding.

**What it is.** Two heads (`any`: every entry, `forced`: entries for forced labour), each the mean of ten additive gradient-boosted models (scikit-learn
`HistGradientBoostingClassifier`, no interactions, monotone where theory gives a sign). Each sees all listed candidates and another half of the unlisted ones; the base is
corrected for that. It is exported as a JSON scorecard of thresholds and values: contributions sum to the log-odds, the base is the average candidate, and what is unknown
adds nothing (missing is never low).

**Candidates, chosen without looking at the list.** Country and good with production or exports (1 million USD) on record; every country for goods sold at home (bricks, salt, stone, charcoal);
for nine goods of which nothing but a wider customs heading is recorded (polysilicon, amber, acai, teak ...) the exporters of that heading. Trading hubs
appear, for exports are not production. Countries without one value of the rule of law index in any year are left out (dependent territories). Goods are those that any
held edition names: a back-test from 2014 thus ranks goods the list named later, which have no history then. Listed pairs outside the candidates count as missed,
never silently added. Statistics of all years decide who is a candidate; they are facts of climate, geology and industry.

**Features as of a day.** An indicator of year y counts from the year its publisher had it out (`model_indicators.csv`: lag of one year for V-Dem, two for all others); production with a
lag of two years. Past values are those of today's releases. Exports are of 2016 for every edition, for want of an open table of other years: the variant without
them stands below. Counts around a pair leave the pair itself out.
"""

TRIED: Final = """
## What was tried

Design choices were made while looking at these same back-tests (there is no other list to hold back), so the figures are somewhat
kind to the model; the list of 2024, which no edition here holds yet, is the first true test. Means over 2014, 2016, 2018, AUC any / top 5% any; AUC forced / top 1% forced. The
first rows are of a prototype with slightly other counts, before part-of-heading goods became candidates.

| idea | any | forced |
| --- | --- | --- |
| indicators and attributes only, no neighbourhood | 0.878 / 39% | 0.908 / 43% |
| neighbourhood only | 0.890 / 33% | not run |
| rates (entries per producer) instead of counts | 0.898 / 39% | not run |
| rates and counts together | 0.906 / 42% | 0.939 / 35% |
| counts only, all 36 single indicators | 0.909 / 46% | 0.945 / 28% |
| the same, logistic regression | 0.888 / 39% | 0.939 / 22% |
| the same, unconstrained boosting | 0.915 / 52% | 0.946 / 41% |
| counts of its own head only | 0.910 / 46% | 0.938 / 33% |
| unknown adds nothing instead of what trees learnt of gaps | 0.904 / 47% | 0.947 / 40% |
| recent additions of the country as well | 0.903 / 50% | 0.948 / 40% |
| child-labour counts as a third kind | 0.906 / 51% | 0.947 / 40% |
| stronger shrinkage (50) | 0.906 / 48% | 0.945 / 22% |
| indicators averaged in groups, signs by theory | 0.904 / 51% | 0.953 / 40% |
| production shares as known that year instead of today's | 0.903 / 49% | 0.953 / 40% |
| forced head borrowing a quarter of the any head | - | 0.954 / 41% |
| exports of 1998-2000 (SITC) instead of 2016 for lists before 2018 | 0.910 / 51% | 0.950 / 38% |
| the same, 200 rounds, the forced head borrowing a fifth of the any head | 0.909 / 50% | 0.951 / 42% |

The last two rows know nothing of later trade at all. They show that the bars do not hang on looking ahead, but for one or two additions in the top 1%; that table of exports is not in the edition yet.

Kept: grouped indicators with signs, counts, shares as known that year. Not kept: interactions. On entries of any kind they find a little more, on forced labour
they do not (mean of the judged lists), and reasons that add up are worth more than the difference.
"""

AFTER: Final = """
## Blind spots

- **Gulf States and other States with permits tied to one employer**, and **work in private homes**: no source of country scale describes them, the list of goods does not name services, and general
  indices read them as orderly. A low prior there says nothing; the exposure rules R13 apply.
- **Services, construction, cleaning, care**: not goods, never candidates.
- **The United States** is a candidate by its output and is never on its own government's list.
- **Where nobody looks.** The list records what was researched. Additions come in batches when a country is surveyed; countries closed to research, and goods with few entries, are ranked late.
- **State-imposed labour that begins suddenly** has no history to learn from; the rules of R8 cover it.
- **Distant-water fishing**: the catch is attributed to flags; fish from Taiwan, listed in 2020, was ranked in the middle.
- A prior is about a country and a good, never about a supplier, a nationality or the people who work there.

## Use and care

Retrain with `tolpuddle model train` when a list or a table of the edition changes; the receipt's `model` part changes with it. A new edition of the list extends the
back-test by itself. Look at the subgroups before adopting a new model, and at who moves.
"""
