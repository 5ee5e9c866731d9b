"""The engine behind `find_quotations`: from article text to who said what.

`reading` cuts an article into items, `cues` knows the words that announce words, `noun_phrases` and
`subjects` find the speaker, `contents` what is said, `clauses` puts the three together for a
sentence, `passages` for an article; `people` and `affiliations` say who the speaker is.
"""
