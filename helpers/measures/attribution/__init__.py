"""The engine behind `find_quotations`: from article text to who said what.

`reading` cuts an article into items, `cues` knows the words that announce words, `candidates` and
`phrase_cues` find them in a sentence, `noun_phrases`, `subjects` and `subject_heads` the speaker,
`contents` and `special_contents` what is said; `clauses` puts these together, `selection` keeps
what holds, `passages` does it for an article. `people` says who the speaker is: `names`, `naming`
find names, `antecedents`, `references` what pronouns and definite phrases mean; `affiliations`,
`presentations`, `owners`, `documents`, `national`, `speaking_for` and `surroundings` for whom he or
she speaks.
"""
