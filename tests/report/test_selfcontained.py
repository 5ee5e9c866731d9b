import re

import pytest

from helpers.report import check_self_contained
from helpers.report.selfcontained import page_script

PAGE = "<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def problems_of(body="", head=""):
    return check_self_contained(PAGE.format(head=head, body=body))


@pytest.mark.parametrize(
    "body",
    [
        "<script>var a = 1</script>",
        "<script src='https://example.org/x.js'></script>",
        "<script type='application/json'>{}</script>",
        "<img src='https://example.org/x.png'>",
        "<img src='//example.org/x.png'>",
        "<img src='figures/x.png'>",
        "<IMG SRC='HTTP://EXAMPLE.ORG/X.PNG'>",
        "<img src='data:image/png;base64,AA' srcset='https://example.org/x.png 2x'>",
        "<img srcset='data:image/png;base64,AA 1x, https://example.org/x.png 2x'>",
        "<picture><source srcset='https://example.org/x.webp'></picture>",
        "<iframe src='https://example.org'></iframe>",
        "<iframe srcdoc='<p>hello'></iframe>",
        "<object data='https://example.org/x.pdf'></object>",
        "<embed src='https://example.org/x.pdf'>",
        "<video poster='https://example.org/x.png'></video>",
        "<audio src='https://example.org/x.mp3'></audio>",
        "<video><track src='https://example.org/x.vtt'></video>",
        "<input type=image src='https://example.org/x.png'>",
        "<table background='https://example.org/x.png'></table>",
        "<form action='https://example.org/'></form>",
        "<button formaction='https://example.org/'></button>",
        "<a href='#a' ping='https://example.org/'>words</a>",
        "<svg><image href='https://example.org/x.png'/></svg>",
        "<svg><image xlink:href='https://example.org/x.png'/></svg>",
        "<svg><use href='https://example.org/x.svg#a'/></svg>",
        "<svg><rect fill='url(https://example.org/x.svg#a)'/></svg>",
        "<p style='background: url(https://example.org/x.png)'>words</p>",
        "<p style=\"background: url( 'https://example.org/x.png' )\">words</p>",
        "<p style='background: u\\72l(https://example.org/x.png)'>words</p>",
        "<p style='background: URL(/* a */x.png)'>words</p>",
        "<p style='background: image-set(\"https://example.org/x.png\" 1x)'>words</p>",
        "<style>@import 'https://example.org/a.css';</style>",
        "<style>@im\\70ort 'a.css';</style>",
        "<style>@font-face { src: url(https://example.org/f.woff2) }</style>",
        "<style>@namespace x; a { cursor: url(c.cur), auto }</style>",
        "<p onclick='x()'>words</p>",
        "<a href='javascript:x()'>words</a>",
        "<a href='java\tscript:x()'>words</a>",
        "<a href='data:text/html,x'>words</a>",
        "<a href='file:///x'>words</a>",
        "<a href='//example.org'>words</a>",
        "<a href='https://example.org'>words</a>",
        "<a href='https://example.org' rel='noopener'>words</a>",
        "<noscript><img src='https://example.org/x.png'></noscript>",
        "<template><img src='https://example.org/x.png'></template>",
    ],
)
def test_each_kind_of_reference_is_found(body):
    assert len(problems_of(body)) >= 1


@pytest.mark.parametrize(
    "head",
    [
        "<link rel=stylesheet href='https://example.org/a.css'>",
        "<link rel=stylesheet href='a.css'>",
        "<link rel=preconnect href='https://example.org'>",
        "<link rel=dns-prefetch href='//example.org'>",
        "<link rel=preload imagesrcset='x.png 2x' as=image>",
        "<link rel=icon href='favicon.ico'>",
        "<link rel=manifest href='m.json'>",
        "<meta http-equiv=refresh content='0; url=https://example.org'>",
        "<base href='https://example.org'>",
    ],
)
def test_each_kind_of_reference_in_the_head_is_found(head):
    assert len(problems_of(head=head)) >= 1


@pytest.mark.parametrize(
    "body",
    [
        "<p>See https://example.org/x.js and url(https://example.org/x.png) in words</p>",
        "<p>&lt;script src='https://example.org/x.js'&gt;&lt;/script&gt;</p>",
        "<a href='https://example.org' rel='noopener noreferrer'>words</a>",
        "<a href='#limits'>words</a> <a href='02_tone.html#limits'>words</a>",
        "<a href='mailto:a@example.org'>words</a>",
        "<img src='data:image/png;base64,AAAA' alt='url(https://example.org/x.png)'>",
        "<img srcset='data:image/png;base64,AAAA 1x, data:image/png;base64,BBBB 2x'>",
        "<svg><rect fill='url(#gradient)'/></svg>",
        "<style>a { background: url(data:image/png;base64,AAAA) } /* @import 'x.css' */</style>",
        "<blockquote cite='https://example.org'>words</blockquote>",
    ],
)
def test_what_loads_nothing_is_let_pass(body):
    assert problems_of(body, head="<link rel=icon href='data:,'>") == []


def test_a_problem_names_element_and_address_and_cuts_long_ones():
    [problem] = problems_of(f"<img src='https://example.org/{'x' * 500}'>")
    assert problem.startswith("<img> loads src: https://example.org/xxx")
    assert len(problem) < 120


def test_a_problem_that_occurs_twice_is_said_once():
    assert len(problems_of("<img src='x.png'>" * 3)) == 1


def test_our_script_is_let_pass_and_each_change_of_it_refused():
    script = page_script()
    assert problems_of(head=f"<script>{script}</script>") == []
    for changed in (
        f"<script>{script} </script>",
        f"<script>{script[:-2]}\n</script>",
        f"<script type='module'>{script}</script>",
        f"<script src='data:,'>{script}</script>",
        f"<script>{script}</script><script>x()</script>",
        f"<script>{script.upper()}</script>",
    ):
        assert len(problems_of(head=changed)) >= 1, changed[:40]


def test_our_script_cannot_end_before_its_end_and_loads_nothing():
    script = page_script()
    assert "</" not in script
    assert "<!--" not in script
    assert script.isprintable() or all(sign.isprintable() or sign == "\n" for sign in script)
    assert not re.search(r"https?:|//[a-z]|fetch|XMLHttp|import|eval|Function|innerHTML", script)
