"""Rules of `find_agency`: from names of actors to the verbs of which they are subject or object.

`vocabulary` says what a word can be, `tokens` cuts a sentence into words, `names` finds the names
of actors, `mentions` decides where a name is the head of a phrase that acts for its state, `verbs`
reads groups of verbs, `contexts` what stands left and right of a phrase, `subjects` and `objects`
put these together.
"""
