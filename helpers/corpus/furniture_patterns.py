"""The wording of page furniture, one expression a line, gathered from real exports of many outlets.

Each expression describes a whole line; how sure it must be, and where in the text it may stand, is
decided in `furniture`. All repetitions are bounded: article text is hostile.
"""

from __future__ import annotations

import re


def one_of(*expressions: str) -> re.Pattern[str]:
    """Compile expressions into one that matches any of them, in capitals or not.

    Parameters
    ----------
    *expressions
        Regular expressions; a part that must mind capitals is written `(?-i:...)`.

    Returns
    -------
    re.Pattern
        To be used with `fullmatch` for whole lines, with `match` for their beginnings.
    """
    return re.compile("|".join(f"(?:{expression})" for expression in expressions), re.IGNORECASE)


# One to fifteen words in capitals, as in lists of persons and agencies.
NAMES = (
    r"(?-i:[A-Z][\w.'’-]{0,30}(?:,? (?:and |& |of |the |in |for |de |van |von )?"
    r"[A-Z@][\w.'’-]{0,30}){0,15})"
)
NETWORKS = r"\b(?:Twitter|Facebook|Instagram|Telegram|YouTube|Flipboard|TikTok|LinkedIn|(?-i:X))\b"

ADVERT = one_of(
    r"advert(?:isement|ising)?s?[ :.…]{0,3}",
    r"ad|sponsored(?: content)?|paid (?:post|content)",
    r"(?:story|article|report) continues?d?(?: below)?(?: (?:the |this )?(?:ad\w{0,12}|video))?",
    r"(?:scroll|continue)(?: down)? to continue(?: reading| with content)?",
    r"continue reading (?:below|the main story|the story|the article)",
    r"skip (?:past )?(?:advertisement|newsletter promotion)",
    r"loading ?(?:\.{1,3}|…)|now playing:?|(?:play|replay) video|close|video ad feedback",
    r"your browser does not support [^.]{1,60}\.?|please (?:enable|turn on) javascript.{0,80}",
    r"(?:audio|video|media) (?:could not|cannot) be (?:loaded|played).{0,80}",
    r"back to gallery|slideshow \( ?\d{1,3} images? ?\)|recommended videos?:?",
)

SHARE_CORE = frozenset(
    [
        *("share", "tweet", "retweet", "facebook", "twitter", "whatsapp", "reddit", "linkedin"),
        *("pinterest", "telegram", "flipboard", "tumblr", "messenger", "email", "e-mail", "print"),
        *("comment", "comments", "more_vert", "instagram", "youtube", "vkontakte", "viber"),
    ]
)
SHARE_OTHER = frozenset(
    [
        *("a", "add", "all", "amp", "and", "article", "as", "bluesky", "bookmark", "by", "click"),
        *("close", "copied", "copy", "discuss", "favorite", "friend", "google", "hide", "in", "it"),
        *("leave", "like", "link", "mail", "media", "more", "next", "no", "on", "open", "options"),
        *("or", "pin", "plus", "pocket", "post", "prev", "previous", "profile", "rate", "read"),
        *("save", "see", "send", "show", "social", "story", "text", "the", "this", "threads"),
        *("to", "url", "us", "via", "view", "vk", "with", "write", "x", "your", "a+", "a-", "aa"),
    ]
)
# One such word alone is a button only at the edge of the page; elsewhere it may head a list.
EDGE_WORDS = frozenset(["more", "prev", "next", "back", "top", "edit", "go", "amp", "save", "none"])
SHARE_PHRASE = one_of(
    r"(?:you can )?(?:share|tweet|email|print) (?:this|the) (?:story|article|page|post)"
    r"(?: (?:on|with|via|by) [\w ,&/-]{1,60})?[:!.]?",
    r"think your friends would be interested\?(?: share this story!?)?",
    r"(?:like|enjoy(?:ed)?) (?:this|the) (?:story|article)\? ?(?:share it[\w ]{0,40}[!.]?)?",
    r"click here to (?:comment|share|tweet|print)[\w ]{0,40}\.?",
    r"\d{1,6} (?:comments?|shares?|views?)",
    r"(?:view|show|read|see|leave|add|post)(?: \d{1,5}| all| a| your)? comments?",
    r"(?:join|start|view) the (?:discussion|conversation)[.!]?|purchase: order reprint",
    r"read or share (?:this|the) (?:story|article):? ?(?:https?://\S{1,80})?",
    r"share (?:all )?sharing options for:? .{1,200}",
    r"view more share options|close share panel",
    r"these are external links and will open in a new window|scroll to top of page",
    r"to find out more about facebook commenting please read .{1,80}",
)

# Beginnings of invitations that also need one of the nouns below.
INVITATION = one_of(
    r"sign[- ]?up (?:for|to|here|now|today)\b|subscribe\b|register (?:for|now|here)\b",
    r"get (?:our|the|all|more|breaking|unlimited|daily|up to speed)\b",
    r"receive (?:our|the|daily)\b|stay (?:informed|up|tuned)\b|listen to\b",
    r"(?:click|tap) here (?:to|for)\b|download (?:the|our)\b|like what you|enjoy(?:ing)? this",
    r"if you (?:like|enjoy|appreciate|value)d? (?:this|our|what)",
    r"for more (?:news|stories|information|of|on|from)\b|want more\b|read more (?:of|from|at)\b",
    r"join (?:us|our|more than|the conversation|nrplus)\b|add .{1,60} as an interest",
    r"(?:never|don['’]t) miss\b|interested in [^.?]{1,60}\?|something to consider",
    r"become a (?:member|subscriber|supporter|patron|friend)\b|donate (?:now|today|here|to)\b",
    r"want [^.?]{2,60} in your inbox|we(?: are|['’]re) asking (?:you|our readers)\b",
    r"support (?:our|independent|quality|the work)\b|your subscription supports",
    r"our (?:daily|weekly|morning|evening) (?:newsletter|briefing)\b",
)
INVITATION_NOUN = one_of(
    r"\b(?:newsletters?|inbox|apps?|podcasts?|rss|memberships?|donat\w{1,5})\b",
    r"\bsubscri(?:be|bers?|ptions?)\b",
    r"\b(?:(?:e-?mail|news) alerts?|notifications?|sign[- ]?up|latest news)\b",
    r"\bapple news\b|\bgoogle news\b|\bhttps?://\S|\b\w{2,30}\.(?:com|org|net)\b",
)
# Lines that are an invitation by themselves.
FOLLOW = one_of(
    rf"(?:please )?(?:(?:like|find|join) us|follow (?:us|me|him|her|them|the author|@\w{{1,30}}"
    rf"|(?:the )?{NAMES})(?:['’]s [\w ]{{1,40}})?) on (?:.{{0,20}} )?{NETWORKS}.{{0,120}}",
    r"follow @\w{1,30}.{0,80}|(?:twitter|instagram): ?@\w{1,30}|@\w{1,30}",
    r"(?:join|connect with|follow) us (?:on|at) .{1,80}",
    rf"(?:contact|write to|e-?mail|reach|send (?:tips|comments|mail|letters) to) "
    rf"(?:us|me|him|her|them|the author|the writer|{NAMES})?.{{0,40}}\S@\S.{{0,60}}",
    rf"read {NAMES}['’]s .{{0,40}}{NETWORKS}.{{0,60}}",
    r"(?:have|got|do you have) (?:a|any|an?) (?:news |confidential |story )?tips?\b.{0,200}",
    r"our standards: ?the thomson reuters trust principles\.?.{0,40}",
    r"click here to (?:get|sign up|subscribe|join|download|read more|watch) [\w .’']{1,60}",
    r"click here for more (?:from|by|of) [\w .’']{1,60}",
    r"watch the latest videos? at .{1,60}",
    r"(?:sign (?:me )?up|subscribe|log ?in|register)(?: (?:now|here|today|for free))?[!.>»]{0,2}",
    r"(?:view|see) (?:the |our )?(?:latest|all) (?:news|stories|offers).{0,40}",
    r"subscribe (?:on|to|in) .{0,160}",
)
# Words of forms and of terms of use.
CONSENT = one_of(
    r"by (?:signing up|clicking|subscribing|submitting|registering)[\w ,]{0,60} (?:you|i) "
    r"(?:agree|consent|accept)[\w ]{0,20} (?:our|the|this|these|receive|privacy|terms)\b",
    r"(?:this site|this form) is protected by recaptcha|please enter a valid e-?mail",
    r"choose your country united states|sign[- ]?up today to receive the",
    r"you (?:have|are) successfully (?:subscribed|signed)|you may unsubscribe at any time",
)
# One of these is in each of them: looking for words is faster than for expressions.
CONSENT_WORDS = ("by ", "recaptcha", "please enter", "choose your", "sign", "subscribe")

COOKIES = one_of(
    r"(?:we|(?:this|our) (?:web)?site|our partners)(?: and our partners| also)? uses? cookies\b",
    r"by (?:continuing|using|browsing) [^.]{1,60}\b(?:cookies?|privacy policy)\b",
    r"(?:accept|manage|reject)(?: all)? cookies\b",
    r"cookie (?:policy|settings|preferences|notice)\b",
)

COPYRIGHT = one_of(
    r"©|\(c\) ?\d{4}\b|copyright:? ?(?:©|\(c\)|(?:by )?\d{4}\b|by the\b)",
    r"[^.]{0,60}\.? ?all rights reserved\b",
    r"(?:this material|this article|content) may not be (?:published|reproduced|republished)\b",
)

MEDIA_NOTE = one_of(
    r"some media,? (?:including|such as) videos?,? may only be (?:available|viewable)"
    r"(?: to (?:view|see|watch))? (?:at|on|in) the original(?: (?:article|source|page|site))?\.?",
    r"(?:view|read|see) (?:the |this )?(?:full |original |entire )*(?:article|story|post|source)"
    r"(?: (?:at|on|in) [\w. ]{1,40})?\.?",
    r"to read the full story\.?|click here to read more\.?|read full article at [\w. ]{2,40}",
    r"the post .{1,200} (?:first appeared|appeared first) on .{1,60}",
    r"this (?:article|content|video) (?:is )?(?:not available|unavailable) in your .{1,40}",
)

CREDIT = one_of(
    rf"[(•—– -]{{0,3}}{NAMES} (?:also )?contributed(?: reporting)?(?: from [\w ,]{{2,60}})?[.)]*",
    # Not with a sentence of the story before it in the same line.
    r"(?!.{0,400}(?-i:[a-z]{2}[.!?][’)]? [A-Z]))"
    r"[^“”\"]{3,400} contributed (?:reporting )?to this (?:report|story|article|post|piece)"
    r"(?: from [\w ,]{2,60})?[.)]{0,2}",
    r"[-–— ]{0,3}(?:last )?updated:?(?: at| on)? "
    r"(?:\d{1,2}[:.]\d{2}|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|mon|tue|wed"
    r"|thu|fri|sat|sun)[a-z]{0,6}\.?,? \d)[\w ,:.]{0,40}",
    r"\(?(?:additional |with )?(?:reporting|writing|editing|compiled|edited|written|translated)"
    rf" by {NAMES}.{{0,200}}",
    rf"contributing: {NAMES}\.?|{NAMES} reported from {NAMES}\.?",
    r"•? ?this (?:article|story|report) (?:is|was) (?:based in part on|compiled from) "
    r"[\w ]{0,20}wire service reports\.?",
    r"(?:this (?:article|story|post)|a version of this (?:article|story)) (?:was |has been )?"
    r"(?:originally |first )?(?:updated|appeared|published|corrected)[^.!?]{0,120}\.?",
    r"this is a (?:developing|breaking)(?: news)? story.{0,80}",
    r"this is a rush transcript\. copy may not be in its final form\.?",
    r"(?:the )?(?:opinions|views)(?: and opinions)? expressed (?:by|in|here|are)\b.{0,120}"
    r"(?:\bown\b|\bthose of\b|\bnot (?:necessarily|the views?)\b).{0,160}",
    r"this article is more than \d{1,2} (?:years?|months?) old\.?",
    r"content created by .{3,80} is available without charge .{0,400}",
)

END_MARK = one_of(r"[#*_=~\-–—•·.|\s]{1,60}", r"-? ?30 ?-?|\(?ends?\)?|\[\+\d{1,7} chars\]")

AGENCY = (
    r"(?:AP|AFP|EPA(?:-EFE)?|EFE|DPA|dpa|UPI|ANSA|REX|Rex|TASS|ITAR-TASS|Sputnik|Ukrinform|UNIAN"
    r"|RIA(?: Novosti)?|Xinhua|Anadolu(?: Agency)?|Reuters|REUTERS|Getty(?: Images)?|Landov|Alamy"
    r"|Shutterstock|Corbis|Bloomberg|NurPhoto|ZUMA(?: Press)?|Zuma)"
)
_PICTURE = r"(?:[Pp]hoto|[Ii]mage|[Pp]hotograph|[Ii]llustration|[Ss]creenshot)s?"
# "(AP/Reuters)" and "(BBC, Reuters)" name the source of a story and are not meant: before the
# slash there must be a name of two words.
PHOTO_CREDIT = re.compile(
    r"\((?:"
    # (Yuri Lem/Reuters), (Ann Lee/Pool/AFP/Getty Images)
    r"[A-Z][^()/\n]{1,60}[ .][^()/\n]{1,60}/(?:[^()/\n]{1,40}/){0,3} ?(?:via )?"
    rf"{AGENCY}(?:[/,][^()\n]{{0,60}})?"
    # (House TV via AP, File)
    rf"|[A-Z][^()\n]{{2,80}} via {AGENCY}(?:, [^()\n]{{0,30}})?"
    # (Photo by Ann Lee), (AP Photo/Ann Lee, File), (Reuters photo: Ann Lee)
    rf"|(?:{AGENCY} )?(?:[Ff]ile )?{_PICTURE}"
    r"(?:: ?|/| by | courtesy of | via | credit should read )(?=[A-Z@])[^()\n]{1,120}"
    rf"|{AGENCY} [Ff]ile[^()\n]{{0,60}})\)"
)
CAPTION_START = re.compile(
    r"Enlarge this image|Image (?:copyright|source|caption)[ :]{1,3}(?=[A-Z@])|Media caption\b"
    r"|Media playback is (?:un)?supported|(?:Hide|Toggle|toggle) [Cc]aption|Image credit: "
    r"|Facebook Twitter Pinterest |FILE ?(?:PHOTO: |- |– |— |-)|Photograph: |Photo credit: "
    rf"|Photo by [A-Z]|(?:Photo|Image|Credit|Source): {AGENCY}\b"
    r"|Photos: (?=.{1,5000}Hide Caption)"
)
# A credit that is a whole line: "Ann Lee / AP", "Ann Lee, AP", "Getty Images", "Credit: Ann Lee".
CREDIT_LINE = re.compile(
    r"(?:(?:Photo|Image|Credit|Source)s?: ?)?(?:[A-Z][\w.'’-]{0,30} ){1,4}?(?:/|\||, )? ?"
    rf"(?:[/|,]|via) ?{AGENCY}(?:[/,|][^()\n]{{0,40}})?|(?:Credit|Photo|Image): .{{3,60}}"
    r"|Getty Images|AP Photo|AFP Photo|(?:AP|AFP) ?/ ?Getty Images"
)

_HEADINGS = (
    r"see also|read (?:more|also|next|on)|also read|must[- ]reads?|up next|what to read next",
    r"related(?: (?:stories|story|articles?|content|coverage|posts?|news|links?|topics?|reading))?",
    r"similar (?:posts?|articles|stories|news)|more (?:stories|news|coverage|headlines|videos)",
    r"more (?:from|on|about) [\w&'’. :-]{1,50}|latest (?:news|stories)",
    r"(?:most|more) (?:popular|read|viewed|shared)[\w .]{0,30}|recommended by [\w ]{1,30}",
    r"recommended(?: (?:for you|stories|reading|articles))?|explore more|full coverage",
    r"you (?:may|might) (?:also )?(?:like|be interested in)|tags|topics|in case you missed it",
    r"trending(?: (?:now|stories|in [\w ]{1,30}))?|top (?:stories|news|picks)",
    r"editor['’]?s['’]? (?:picks?|choice)|popular (?:in|on|stories|now)[\w .]{0,40}",
    r"(?:from )?around the web|promoted (?:stories|content)|sponsored (?:stories|links)",
)
HEADING = one_of(rf"(?:{'|'.join(_HEADINGS)})(?:\.{{3}}|…)?\s?[:.»>]?")
_LABELS = (
    r"see also|read (?:more|also|next)|also read|must[- ]read|watch(?: also| now)?|video|listen",
    r"related(?: (?:story|stories|article|articles|coverage|news))?|more|full coverage",
    r"don['’]t miss|recommended|up next|in case you missed it",
)
LINK_LABEL = one_of(rf"(?:{'|'.join(_LABELS)})\s?(?:[:»>|]|\s[–—-]\s)\s?(?=\S)")
# The Moscow Times puts this after or into each article.
APPEAL = re.compile(
    r"(?m:^)(?:A Message from The Moscow Times:?\s{1,4})?Dear readers,\s{1,4}We are facing"
    r" unprecedented "
    r"challenges\.[^\0]{200,3000}?Not ready to support today\?\s{1,4}Remind me later\.?\s{0,4}×?",
)
