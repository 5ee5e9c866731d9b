"""The exercises of the project: well formed, solved, without leaks, and kind to common mistakes."""

import ast
import re

import nbformat
import pytest

from helpers.exercises.cells import (
    check_exercise,
    find_leaks,
    find_titles,
    names_in,
    task_of,
    tasks_of,
)
from helpers.exercises.grade import grade_notebook
from helpers.exercises.sandbox import ROOT, run_cells
from helpers.exercises.versions import INSTRUCTOR, find_exercises, student_version_at
from tests.exercises.making import save

pytestmark = pytest.mark.usefixtures("workers_branch_off")

EXERCISES = find_exercises()
MOST_LINES = 15

# What some of the wrong answers below have in common; {} is where they differ.
WEEKS = (
    "by_week = {}.assign(week=articles['date'].dt.to_period('W')).groupby(['country', 'week']){}\n"
    "by_week = by_week.rename('n_articles').reset_index()"
)
COMPLETE = (
    "parts = []\n"
    "for country, own in by_week.groupby('country'):\n"
    "    every = pd.period_range({}, freq='W')\n"
    "    filled = own.set_index('week')['n_articles'].reindex(every{})\n"
    "    filled = filled.rename_axis('week').rename('n_articles').reset_index()\n"
    "    parts.append(filled.assign(country=country))\n"
    "all_weeks = pd.concat(parts)"
)
ZEROS = (
    "zeros = sentences.assign(zero=sentences['polarity'] == 0).groupby('method')['zero']{}\n"
    "zeros = zeros.rename('share').reset_index()"
)
SIGN = "m['polarity'].map(sign_of)"
ACCURACY = (
    "m = codes.merge(vader, on='article_id')\nm['said'] = {}\naccuracy = (m['said'] == m['{}']){}"
)
VOICES = (
    "o = marked[marked['country'] == press]\n"
    "f = len(o[o['affiliation'] == other])\n"
    "a = o[o['affiliation'] == other]['article_id'].nunique()\n"
    "w = o['text'].str.split().str.len()\n"
    "by_quotations = {}\n"
    "by_words = w[o['affiliation'].eq(other).fillna(False)].sum() / w.sum()\n"
    "by_articles = {}"
)
UNKNOWN = (
    "unknown = {}.assign(missing=lambda t: t['affiliation'].{}astype('bool'))\n"
    "unknown = unknown.groupby('country')['missing']{}.rename('share').reset_index()"
)
CORRECT = (
    "old_name, new_name = {}, 'Somebody'\n"
    "c = pd.DataFrame([{{'action': 'merge', 'speaker_name': old_name, 'new_name': new_name}}])\n"
    "corrected = {}"
)

# For each exercise common wrong answers to its tasks, one or a list of them, and what the student
# is told.
MISTAKES = {
    "reading_a_corpus": {
        "e1-size": [
            ("n_articles = articles.shape[1]\nn_outlets = 8", "number of columns"),
            ("n_articles = '96'\nn_outlets = 8", "a text; give the number"),
            ("n_articles = len(articles)\nn_outlets = articles['outlet'].count()", "once"),
            ("n_articles = 96\nn_outlets = articles['outlet'].unique()", "list of values"),
        ],
        "e1-written": [
            ("n_written = articles['duplicate_of'].notna().sum()", "number of copies"),
            ("n_written = articles['duplicate_of'].isna()", "yours is a column"),
            ("n_written = articles[articles['duplicate_of'].isna()]", "yours is a table"),
            ("n_written = '88'", "a text"),
            ("n_written = 88.4", "Count the rows"),
        ],
        "e1-countries": [
            (
                "n = articles.groupby('country').size()\n"
                "by_country = pd.DataFrame({'n_articles': n, 'n_written': n}).reset_index()",
                "Both columns are equal",
            ),
            (
                "n = articles.groupby('country').size()\n"
                "by_country = pd.DataFrame({'n_articles': n, 'n_written': n})",
                "'country' is its index",
            ),
            (
                "c = articles[articles['duplicate_of'].notna()].groupby('country').size()\n"
                "n = articles.groupby('country').size()\n"
                "by_country = pd.DataFrame({'n_articles': n, 'n_written': c}).reset_index()",
                "holds the copies",
            ),
        ],
        "e1-means": [
            ("mean_of_articles = flooded['n_words'].median()\nmean_of_outlets = 1",
             "That is the median"),
            ("mean_of_articles = articles['n_words'].mean()\nmean_of_outlets = 1",
             "The question is about `flooded`"),
            ("mean_of_articles = mean_of_outlets = flooded['n_words'].mean()",
             "mean of all articles again"),
            ("mean_of_articles = round(flooded['n_words'].mean())\nmean_of_outlets = 1", "rounded"),
        ],
        "e1-silence": [
            (
                "d = articles['date'].drop_duplicates().sort_values().diff().max().days\n"
                "silence = pd.DataFrame({'country': ['US', 'RU'], 'days': d})", "own dates",
            ),
            ("silence = pd.DataFrame({'country': ['US', 'RU'], 'days': [12, 13]})", "take one off"),
            (
                "silence = pd.DataFrame({'country': ['US', 'RU'], "
                "'days': pd.to_timedelta([13, 14], unit='D')})", "use .dt.days",
            ),
        ],
    },
    "outlets_and_dates": {
        "e2-outlets": (
            "by_outlet = articles.groupby(['outlet', 'country'])['n_words'].sum()\n"
            "by_outlet = by_outlet.rename('n_articles').reset_index()", "words, not articles",
        ),
        "e2-weeks": [
            (WEEKS.format("received", "['n_words'].sum()"), "words, not articles"),
            (WEEKS.format("articles", ".size()"), "Count what was `received`"),
            ("by_week = received.groupby('country').size()", "This is one column"),
            ("by_week = received.groupby('country').size().rename('n_articles').reset_index()",
             "no column 'week'"),
        ],
        "e2-complete": [
            ("all_weeks = by_week", "weeks without articles are missing"),
            (COMPLETE.format("by_week['week'].min(), by_week['week'].max()", ", fill_value=0"),
             "Every press got the same span"),
            (COMPLETE.format("own['week'].min(), own['week'].max()", ""), "fill it with 0"),
        ],
        "e2-means": [
            ("n = by_week.loc[by_week['country'] == other, 'n_articles'].mean()\n"
             "mean_without, mean_with = n, n", "without the zeros again"),
            ("mean_without = by_week['n_articles'].mean()\nmean_with = 1", "over both presses"),
            ("mean_without = by_week.loc[by_week['country'] == press, 'n_articles'].mean()\n"
             "mean_with = 1", "That is the mean of RU"),
            ("mean_without = 3.3\nmean_with = 1.94", "rounded"),
        ],
        "e2-first": [
            ("first = earliest.drop_duplicates('event')", "No event says 'both'"),
            ("first = earliest.drop_duplicates('event').assign(country='Both')",
             "Every event says 'both'"),
        ],
    },
    "what_polarity_misses": {
        "e3-zeros": [
            (ZEROS.format(".sum()"), "These are counts"),
            (ZEROS.format(".mean().mul(100)"), "each is a percentage"),
            (ZEROS.format(".mean().round(2)"), "each is rounded"),
            (ZEROS.format(".mean().map('{:.1%}'.format)"), "each is a text"),
            (ZEROS.format(".sum() / len(sentences)"), "of the same method"),
            (ZEROS.format(".mean().rsub(1)"), "Turn it round"),
        ],
        "e3-apart": [
            ("apart = wide.assign(difference=wide['textblob'] - wide['vader'])\n"
             "apart = apart.nlargest(10, 'difference')", "without its sign"),
            ("apart = wide.assign(difference=(wide['textblob'] - wide['vader']).abs())",
             "These are all articles"),
            ("apart = wide.assign(difference=(wide['textblob'] - wide['vader']).abs())\n"
             "apart = apart.nlargest(10, 'difference').assign(article_id='x')", "no row for"),
            ("apart = wide.assign(difference=(wide['textblob'] - wide['vader']).abs())\n"
             "apart = apart.nlargest(10, 'difference')[::-1]", "the largest difference first"),
        ],
        "e3-accuracy": [
            (ACCURACY.format("(m['polarity'] > 0) * 1 - (m['polarity'] < 0)", "coded", ".mean()"),
             "VADER says neutral"),
            (ACCURACY.format(SIGN, "tone", ".mean()"), "compare with `coded`"),
            (ACCURACY.format(SIGN, "coded", ".sum()"), "number of articles"),
            (ACCURACY.format(SIGN, "coded", ".mean() * 100"), "percentage"),
            (ACCURACY.format(SIGN, "coded", ".mean().round(2)"), "rounded"),
            (ACCURACY.format(SIGN, "coded", ""), "yours is a column"),
        ],
        "e3-clock": [
            ("clock = 1 / 3", "always says the same"),
            ("clock = 0.33", "always says the same"),
            ("clock = codes['coded'].value_counts().max()", "a number of articles"),
            ("clock = codes['coded'].value_counts().max() / len(articles)", "nobody coded"),
        ],
        "e3-hunt": [
            ("found = scored['text'].iloc[0]\nreading = 0", "should be a list of two"),
            ("found = ['a', 'b']\nreading = [0, 0]", "numbers of two sentences"),
            ("found = scored.index[scored['country'] == 'US'].tolist()[:2]\nreading = [0, 0]",
             "one of each"),
            ("found = scored.sort_values('polarity').groupby('country').tail(1).index.tolist()\n"
             "reading = [1, 1]", "which is your sign"),
        ],
    },
    "who_speaks": {
        "e4-top": [
            ("top = quotations['speaker_name'].value_counts().head(5)", "This is one column"),
            ("top = quotations['speaker_name'].value_counts().head(5).reset_index()",
             "no column 'n'; it has 'speaker_name', 'count'"),
            ("top = quotations['speaker_name'].value_counts().rename('n').reset_index()",
             "keep the first five"),
            ("top = quotations['speaker_name'].value_counts(dropna=False)\n"
             "top = pd.concat([top.head(4), top[top.index.isna()]]).rename('n').reset_index()",
             "leave them out"),
            ("top = quotations['speaker_name'].value_counts().head(5)\n"
             "top = top.rename('n').reset_index()[::-1]", "come first"),
        ],
        "e4-three": [
            (VOICES.format("f / o['affiliation'].notna().sum()", "1"), "Unknown affiliations"),
            (VOICES.format("f / len(marked)", "1"), "not of the corpus"),
            (VOICES.format("f", "1"), "That is a number of quotations"),
            (VOICES.format("round(100 * f / len(o), 1)", "1"), "a percentage"),
            (VOICES.format("f / len(o)", "f / len(articles[articles['country'] == press])"),
             "once for each quotation"),
            # To divide by the articles that quote anybody is no mistake here: they all do.
            (VOICES.format("f / len(o)", "a / len(articles)"), "not of the corpus"),
        ],
        "e4-unknown": [
            (UNKNOWN.format("marked", "notna().", ".mean()"), "share of known ones"),
            (UNKNOWN.format("marked", "isna().", ".sum()"), "These are numbers of quotations"),
            (UNKNOWN.format("marked", "isna().", ".mean().mul(100)"), "each is a percentage"),
            (UNKNOWN.format("quotations", "isna().", ".mean()"), "Count in `marked`"),
        ],
        "e4-read": [
            ("wrong_ones = 3", "in square brackets"),
            ("wrong_ones = [3, 17]", "run from 1 to 10"),
            ("wrong_ones = [3, 3]", "stands in your list twice"),
            ("wrong_ones = list(range(1, 11))", "All of them wrong"),
        ],
        "e4-correct": [
            (CORRECT.format("top['speaker_name'].iloc[0]", "apply_corrections(quotations, c)"),
             "Take .quotations"),
            (CORRECT.format("top['speaker_name'].iloc[1]", "quotations"), "the most quoted"),
            (CORRECT.format("top['speaker_name'].iloc[0]", "quotations"), "the new table"),
            ("old_name = new_name = top['speaker_name'].iloc[0]\ncorrected = quotations",
             "Give another name"),
        ],
    },
    "naming_things": {
        "e5-contested": [
            ("n = pd.crosstab(hits['concept'], hits['country'])\n"
             "contested = n[n.sum(axis=1) >= 8].index.tolist()", "in both presses together"),
            ("contested = n[(n > 8).all(axis=1)].index", ">=, not >"),
            ("contested = n[(n >= 8).any(axis=1)].index", "one press is enough"),
            ("contested = n[n['US'] >= 8].index.tolist()", "outlets of US only"),
            ("contested = set(n[n['RU'] >= 8].index)", "outlets of RU only"),
            ("m = hits.groupby(['concept', 'country'])['article_id'].nunique().unstack()\n"
             "contested = m[(m >= 8).all(axis=1)].index.tolist()", "articles, not hits"),
            ("contested = len(n)", "should be a list"),
            ("contested = n[(n >= 8).all(axis=1)]", "should be a list"),
            ("contested = []", "both numbers must be"),
        ],
        "e5-shares": [
            ("own = hits[hits['concept'].isin(contested)]\n"
             "n = own.groupby(['concept', 'country', 'term']).size()\n"
             "shares = n.rename('share').reset_index()", "numbers of hits, not shares"),
            ("g = n.groupby('concept').transform('sum')\n"
             "shares = (n / g).rename('share').reset_index()", "over both presses"),
            ("g = n.groupby('country').transform('sum')\n"
             "shares = (n / g).rename('share').reset_index()", "over all concepts"),
            ("g = n.groupby(['concept', 'country']).transform('sum')\n"
             "shares = (100 * n / g).rename('share').reset_index()", "percentage"),
            ("shares = (n / g).round(3).rename('share').reset_index()", "rounded"),
            ("shares = (n / g).rename('proportion').reset_index()", "no column 'share'"),
            ("shares = hits.groupby(['concept', 'country'])['term']"
             ".value_counts(normalize=True).rename('share').reset_index()",
             "contested concepts only"),
        ],
        "e5-largest": [
            ("largest = (wide['US'] - wide['RU']).idxmax()[1]\nn_behind = 0", "RU minus US"),
            ("largest = wide['RU'].idxmax()[1]", "not the largest share"),
            ("w = wide[(wide > 0).all(axis=1)]\nlargest = (w['RU'] - w['US']).idxmax()[1]",
             "not NaN"),
            ("largest = (wide['RU'] - wide['US']).idxmax()[0]\n", "That is the concept"),
            ("largest = (wide['RU'] - wide['US']).idxmax()", "should be one name"),
            ("own_concept, largest = (wide['RU'] - wide['US']).idxmax()\n"
             "own = hits[hits['concept'] == own_concept]\n"
             "n_behind = own.groupby('country').size().max()", "has more of them"),
            ("n_behind = len(own)", "both presses together"),
            ("n_behind = (own['term'] == largest).sum()", "hits of the name"),
            ("n_behind = own.groupby('country')['article_id'].nunique().min()", "count the hits"),
            ("n_behind = own.groupby('country').size()", "yours is a column"),
        ],
        "e5-voice": [
            ("q = hits.loc[hits['term'] == largest, 'in_quotation']\nshare_quoted = q.sum()",
             "number of hits"),
            ("share_quoted = (q == False).mean()", "outside of quotation marks"),
            ("share_quoted = 100 * q.mean()", "percentage"),
            ("share_quoted = (hits.loc[hits['in_quotation'], 'term'] == largest).mean()",
             "all quoted hits"),
            ("share_quoted = (q.astype(str) == 'yes').mean()", "the word 'yes'"),
            ("largest = 'visa ban'\nshare_quoted = 0", "First find the right name"),
            ("largest = (wide['RU'] - wide['US']).idxmax()[1]\n"
             "share_quoted = hits.loc[hits['concept'] == 'sanctions', 'in_quotation'].mean()",
             "whole concept"),
        ],
        "e5-own": [
            ("thing = 'a ship'\nmy_names = ['Destroyer', 'destroyer']", "the same one twice"),
            ("my_names = ['the', 'reporters']", "more than half"),
            ("my_names = ['a', 'reporters']", "three letters"),
            ("my_names = ['report', 'reporte']", "as a whole word"),
            ("my_names = ['reporters', 'prison term']", "in the codebook already"),
            ("my_names = ['reporters', 'journalists', 'press']", "yours holds 3"),
            ("my_names = 'reporters'", "a list of two names"),
        ],
    },
    "one_event_twice": {
        "e6-lengths": [
            ("w = articles.set_index('article_id')['n_words']\n"
             "lengths = pairs.assign(words_b=pairs['article_id_a'].map(w), "
             "words_a=pairs['article_id_b'].map(w))", "wrong way round"),
            ("lengths = pairs.assign(words_b=pairs['article_id_a'].map(w), "
             "words_a=pairs['article_id_a'].map(w))", "Both columns are equal"),
            ("lengths = pairs['article_id_a'].map(w)", "one column"),
        ],
        "e6-pairs": [
            ("w = articles.groupby('country')['n_words'].mean()\n"
             "x = articles.set_index('article_id')['n_words']\n"
             "a, b = (pairs[c].map(x).mean() for c in ('article_id_a', 'article_id_b'))\n"
             "difference_in_pairs, difference_of_means = b - a, w['US'] - w['RU']",
             "sign is turned"),
            ("difference_in_pairs = (lengths['words_a'] - lengths['words_b']).abs().mean()",
             "dropped the signs"),
            ("difference_in_pairs = (lengths['words_a'] - lengths['words_b']).median()",
             "the median"),
            ("difference_in_pairs = round(a - b, 1)", "rounded"),
            ("difference_in_pairs, difference_of_means = a - b, w['RU'] - w['US']",
             "US minus RU"),
            ("difference_of_means = a - b", "only the paired articles"),
        ],
        "e6-speakers": [
            ("s = quotations.groupby('article_id')['speaker_name'].agg(lambda c: set(c.dropna()))\n"
             "a, b = s[two[0]], s[two[1]]\nonly_a, only_b = a, b - a", "`only_a` holds everybody"),
            ("only_a, only_b = a - b, b", "`only_b` holds everybody"),
            ("only_a, only_b = b - a, a - b", "`only_a` is the wrong way round"),
            ("only_a, only_b = a & b, b - a", "those who speak in both"),
            ("only_a = a - b | {None}", "missing name"),
            ("only_a = 'Desmond Lathrop'", "should be a set"),
        ],
        "e6-opening": [
            ("opens_with_a = opens_with_b = True", "-1, 0 or 1"),
            ("opens_with_a = opens_with_b = 0.4", "-1, 0 or 1"),
        ],
    },
    "coding_and_agreement": {
        "e7-code": [
            ("mine = {chosen[0]: 1}", "has none yet"),
            ("mine = dict.fromkeys(chosen, 1) | {'tc': 1}", "not among the articles"),
            ("mine = dict.fromkeys(chosen, 3)", "one of -2, -1, 0, 1 and 2"),
            ("mine = [0] * 6", "should be a dict"),
        ],
        "e7-equal": [
            ("equal_tone = (both['tone_a'] == both['tone_b']).sum()\nequal_responsibility = 1",
             "a number of articles, not a share"),
            ("equal_tone = (both['tone_a'] != both['tone_b']).mean()", "share of different"),
            ("equal_tone = '94%'", "a text"),
            ("equal_tone = (both['tone_a'] == both['tone_b']).mean()\n"
             "equal_responsibility = (both['morality_a'] == both['morality_b']).mean()",
             "Of responsibility"),
        ],
        "e7-chance": [
            ("by_chance = 1 / 3", "too simple"),
            ("by_chance = equal_responsibility", "the observed agreement"),
            ("p = both['responsibility_a'].value_counts(normalize=True)\n"
             "by_chance = (p * p).sum()", "by themselves"),
            ("q = both['responsibility_b'].value_counts(normalize=True)\nby_chance = p * q",
             "yours is a column"),
            ("by_chance = (48 * p * 48 * q).sum()", "normalize=True"),
            ("by_chance = (p * q).mean()", "add them up"),
        ],
        "e7-kappa": [
            ("o, e = equal_responsibility, by_chance\nkappa = o", "chance is still in it"),
            ("kappa = 1.0", "both of responsibility"),
            ("kappa = o - e", "did not divide"),
            ("kappa = o - e / 1 - e", "around both differences"),
            ("kappa = o - e / (1 - e)", "around the first difference"),
            ("kappa = (o - e) / o", "divide by 1 - expected"),
            ("kappa = (equal_tone - e) / (1 - e)", "agreement of tone"),
        ],
        "e7-apart": [
            ("g = both.assign(gap=both['tone_a'] - both['tone_b'])\n"
             "apart = g[g['gap'] == g['gap'].max()]", "absolute difference, .abs()"),
            ("apart = g.assign(gap=g['gap'].abs())", "all articles"),
            ("apart = apart.sort_values('gap').tail(1)", "no row for"),
        ],
    },
    "mini_study": {
        "e8-question": [
            ("question = 'Why is it so and not otherwise, then?'", "'why' cannot"),
            ("question = 'Is it so that this is a question?'", "Name both presses"),
            ("question = 'American or Russian outlets?'", "Say what you compare"),
            ("question = 'American outlets quote more than Russian ones.'", "ends with a ?"),
        ],
        "e8-data": [
            ("data = pd.concat([about, about]).assign(value=1.0)", "stands there more than once"),
            ("data = about.head(50).assign(value=1.0)", "More than a tenth of the articles"),
            ("data = about.assign(value=1.0)", "All values are equal"),
            ("data = about.assign(value='long')", "should be numbers"),
            ("data = about.assign(value=articles['n_words'].where(articles.index > 20))",
             "values are missing"),
            ("data = about.assign(value=articles['n_words'], outlet=list(about['outlet'])[::-1])",
             "not theirs"),
            ("data = about", "no column value"),
        ],
        "e8-compare": [
            ("result = compare_groups(data, numerator='value', a='RU', b='US', seed=1)",
             "wrong way round"),
            ("result = compare_groups(data, numerator='value', cluster='article_id', seed=1)",
             "You drew articles"),
            ("result = compare_groups(data, numerator='value')", "Add seed=1"),
            ("result = example", "example of the warm-up"),
            ("result = describe_difference(example)", "table of one row"),
        ],
        "e8-break": [
            ("d = {}\n"
             "for o in data['outlet'].unique():\n"
             "    m = data[data['outlet'] != o].groupby('country')['value'].mean()\n"
             "    d[o] = m['US'] - m['RU']\n"
             "d = pd.Series(d, name='difference').rename_axis('outlet')\n"
             "without_each = (-d).reset_index()", "sign is turned"),
            ("m = data.groupby('country')['value'].mean()\n"
             "without_each = (d - (m['US'] - m['RU'])).reset_index()", "changes against the whole"),
            ("without_each = (d * 0 + m['US'] - m['RU']).reset_index()", "still in"),
            ("without_each = (d * float('nan')).reset_index()", "kept only the one"),
            ("without_each = d", "one column"),
        ],
        "e8-evidence": [
            ("evidence = ['said that the'] * 2", "too short"),
            ("evidence = ['said that he would not be drawn on this at all'] * 2", "in no article"),
            ("evidence = [1, 2]", "list of two texts"),
            ("evidence = ['She went to teach teenagers to row.'] * 2", "yours are from US and US"),
            ("evidence = ['owing to restrictions imposed by the United States'] * 3", "holds 3"),
            ("evidence = ['Foreign Ministry spokesman Denis Ostroumov said'] * 2", "both presses"),
        ],
    },
}  # fmt: skip


def read(path):
    return nbformat.read(path, as_version=4)


def test_there_are_eight_and_each_has_its_mistakes():
    assert len(EXERCISES) == 8
    assert set(MISTAKES) == set(EXERCISES)


@pytest.mark.parametrize("name", EXERCISES)
def test_an_exercise_is_well_formed(name):
    notebook = read(EXERCISES[name])
    assert check_exercise(notebook) == []
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    for part in ("## Goals", "**You need**", "**Time**", "## Warm-up", "climb out",
                 "## Looking back", "**Further reading**", "is fiction"):  # fmt: skip
        assert part in text, part
    tasks = [task for task, _ in tasks_of(notebook).values()]
    assert any(task.is_written for task in tasks)
    assert sum(task.is_test for task in tasks) >= 4
    promised = sum(float(n) for n in re.findall(r"^## .*\((\d+) points\)", text, re.MULTILINE))
    assert promised == sum(task.points for task in tasks)
    for cell in notebook.cells:
        if cell.cell_type == "code" and task_of(cell) is None:
            assert len(cell.source.splitlines()) <= MOST_LINES


@pytest.mark.parametrize("name", EXERCISES)
def test_the_student_version_is_up_to_date_and_gives_nothing_away(name):
    instructor = read(EXERCISES[name])
    path = INSTRUCTOR / "student" / EXERCISES[name].name
    student = read(path)
    assert student == student_version_at(EXERCISES[name], path), "run `make exercises`"
    assert find_leaks(instructor, student) == []
    for folder, notebook in ((INSTRUCTOR, instructor), (path.parent, student)):
        for cell in notebook.cells:
            for link in re.findall(r"\]\((\.\.[^)#\s]+)", cell.source):
                assert (folder / link).exists(), link


def mistakes_in(name):
    """Return the known wrong answers to each task of an exercise, as lists."""
    return {
        task: [known] if isinstance(known, tuple) else known
        for task, known in MISTAKES[name].items()
    }


@pytest.mark.parametrize("name", EXERCISES)
def test_a_common_mistake_gets_its_own_message(name, tmp_path):
    """Each wrong answer is checked where its task stands; then the right one is, and passes."""
    notebook = read(EXERCISES[name])
    checks = {task: cell for task, (_, cell) in tasks_of(notebook).items()}
    sources, expected = [], []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        task = task_of(cell)
        for wrong, message in mistakes_in(name).get(task.name if task else None, ()):
            check = checks[f"{task.name}-test"].source
            sources += [wrong, check]
            expected += [None, (task.name, wrong, message)]
        sources.append(cell.source)
        expected.append(("right", cell.source, None))
    runs = run_cells(sources, tmp_path, readable=[ROOT / "data"])
    for run, what in zip(runs, expected, strict=True):
        if what is None:
            assert run.state == "ran", run.message
        elif what[2] is None:
            assert run.state == "ran", (what[1], run.message)
        else:
            assert run.state == "hint", (what[:2], run.state, run.message)
            assert what[2] in run.message, what[:2]


class Renamed(ast.NodeTransformer):
    """Gives variables other names."""

    def __init__(self, names):
        self.names = names

    def visit_Name(self, node):
        return ast.copy_location(ast.Name(self.names.get(node.id, node.id), node.ctx), node)

    def visit_arg(self, node):
        return ast.copy_location(ast.arg(self.names.get(node.arg, node.arg)), node)


@pytest.mark.parametrize("name", EXERCISES)
def test_given_cells_read_nothing_that_only_the_solutions_name(name, tmp_path):
    """A student names helper variables otherwise; all that a task does not name is renamed."""
    notebook = read(EXERCISES[name])
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    asked = set(re.findall(r"`(\w+)`", text))
    solutions = [
        cell for task, cell in tasks_of(notebook).values()
        if task.is_solution and cell.cell_type == "code"
    ]  # fmt: skip
    made = set().union(*(names_in(cell.source)[1] for cell in solutions))
    names = {own: f"{own}_of_mine" for own in made - asked}
    for cell in solutions:
        cell.source = ast.unparse(Renamed(names).visit(ast.parse(cell.source)))
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    runs = run_cells([cell.source for cell in cells], tmp_path, readable=[ROOT / "data"])
    for cell, run in zip(cells, runs, strict=True):
        assert run.state == "ran", (cell.source, run.message)
        if (task := task_of(cell)) and task.is_test and "passed(" in cell.source:
            title = find_titles(notebook)[1][task.name].split(" · ")[0]
            points = "1 point" if task.points == 1 else f"{task.points:g} points"
            assert run.output == f"✓ {title} is right ({points}).\n"


def test_a_student_who_opens_and_closes_gets_no_points_and_no_blame(tmp_path):
    student = read(INSTRUCTOR / "student" / EXERCISES["reading_a_corpus"].name)
    marked = grade_notebook(save(student, tmp_path / "idle.ipynb"))
    assert marked.points == 0
    assert set(marked.tasks["state"]) == {"unanswered"}
    assert marked.remarks == []
