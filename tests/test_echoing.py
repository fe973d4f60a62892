"""Text of others as Discord is to show it: it pings nobody, links nowhere, sets no Markdown and hides nothing."""

import re
import unicodedata
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.echoing import echoed, in_guides, labelled

LONG = 2_000
ASKED = "How many letters?"
DANGEROUS = [
    *("@", "everyone", "here", "<@", "<@!", "<@&", "<#", "<id:", "<t:", "</", "<:", "<a:", ">", ":R>", "1"),
    *("http", "https", ":", "/", "//", "://", "www.", "discord", "app", ".", "gg", "com", "/invite", "x"),
    *("d i s c o r d", "dot", "]", "[", "(", ")", " ", "\n", "\r\n", "\t", "\u2028", "*", "_", "~", "|", "`", "\\"),
    *("#", "# ", "-# ", "- ", "> ", ">>> ", "1. ", "\u202e", "\u2066", "\u2069", "\u200b", "\u200d", "\ufeff"),
    *("\u00ad", "\u3164", "\u2800", "\u0301", "\u0489", "\x00", "\uff20", "\uff1c", "\uff1e", "\uff0e", "\uff0f"),
    *("\uff1a", "\u2024", "\ud800", "é", "面", "🩻"),
]
TEXTS = st.lists(st.sampled_from(DANGEROUS) | st.text(max_size=4), max_size=40).map("".join) | st.text()
INVITE = re.compile(r"(?:discord|dsc)(?:app)?\.(?:gg|com/invite)/\w", re.I)
LISTS = re.compile(r"^\s*(?:#{1,3}|-#|-|>|>>>|\d+\.)\s", re.M)
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        pytest.param(ASKED, ASKED, id="a question"),
        pytest.param("is 230 < 240 and 5 > 3?", "is 230 < 240 and 5 > 3?", id="signs of comparison"),
        pytest.param("CK <230, baseline <=220 <3", "CK <230, baseline <=220 <3", id="a sign before a number"),
        pytest.param("@everyone look", "everyone look", id="everyone"),
        pytest.param("@HERE look", "HERE look", id="here, shouted"),
        pytest.param("@@everyone", "everyone", id="everyone, twice at"),
        pytest.param("@@everyoneeveryone", "everyoneeveryone", id="everyone, within everyone"),
        pytest.param("@every\u200bone", "everyone", id="everyone, with an unseen character"),
        pytest.param("\uff20everyone", "everyone", id="everyone, in wide letters"),
        pytest.param("@<@1>everyone", "@@membereveryone", id="everyone, around a member"),
        pytest.param("@http://everyone", "everyone", id="everyone, around a scheme"),
        pytest.param("<@1> and <@!2>", "@member and @member", id="members"),
        pytest.param("<@&1>", "@role", id="a role"),
        pytest.param("<#1>", "#channel", id="a channel"),
        pytest.param("<id:customize>", "#channel", id="a place of the server"),
        pytest.param("\uff1c@1\uff1e", "@member", id="a member, in wide signs"),
        pytest.param("<\u200b@1>", "@member", id="a member, with an unseen character"),
        pytest.param("<<@1>@1>", "‹@member@1>", id="a member within a member"),
        pytest.param("<http://@1>", "‹@1>", id="a member, around a scheme"),
        pytest.param("</ask:12>", "/ask", id="a command"),
        pytest.param("</guides refresh:12>", "/guides refresh", id="a command of a group"),
        pytest.param("<:wave:12> <a:party:3>", ":wave: :party:", id="emoji of a server's own"),
        pytest.param("<t:1700000000:R> <t:-5>", "(time) (time)", id="times"),
        pytest.param("<me@example.org>", "‹me@example.org>", id="an address that would link"),
        pytest.param("<+15550100>", "‹+15550100>", id="a phone number that would link"),
        pytest.param("see https://example.org/a?b=c.", "see example.org/a?b=c.", id="a link"),
        pytest.param("<https://example.org/a>", "‹example.org/a>", id="a link that would not unfold"),
        pytest.param("discord://x HTTP://y steam://z", "x y z", id="links of other schemes"),
        pytest.param("hthttp://tp://x", "x", id="a link within a link"),
        pytest.param("http:/http:///x", "http:/x", id="a link that would grow together"),
        pytest.param("1http://x éhttps://y", "x éy", id="a link behind a letter"),
        pytest.param("either:/or and w/o", "either:/or and w/o", id="a slash that links nothing"),
        pytest.param("[free](https://example.org)", "[free] (example.org)", id="a named link"),
        pytest.param("[free]\uff08https://x)", "[free] (x)", id="a named link, with a wide bracket"),
        pytest.param("a](](b", "a] (] (b", id="half named links"),
        pytest.param("join discord.gg/abc-1 now", "join (invite) now", id="an invitation"),
        pytest.param("https://discord.gg/abc", "(invite)", id="an invitation with a scheme"),
        pytest.param("https://www.discord.com/invite/abc", "(invite)", id="an invitation in full"),
        pytest.param("ptb.discordapp.com/invite/abc", "(invite)", id="an invitation of the old host"),
        pytest.param("DISCORD . GG / abc", "(invite)", id="an invitation with spaces"),
        pytest.param("d i s c o r d . g g / abc", "(invite)", id="an invitation with spaces everywhere"),
        pytest.param("dis\u200bcord.g\u2060g/abc", "(invite)", id="an invitation with unseen characters"),
        pytest.param("discord (dot) gg / abc", "(invite)", id="an invitation in words"),
        pytest.param("discord dot gg slash abc", "discord dot gg slash abc", id="one that nothing can be made of"),
        pytest.param("disc**ord**.gg/abc", "(invite)", id="an invitation with Markdown"),
        pytest.param("ⓓⓘⓢⓒⓞⓡⓓ.gg/abc", "(invite)", id="an invitation in circled letters"),
        pytest.param("𝐝𝐢𝐬𝐜𝐨𝐫𝐝․gg/abc", "(invite)", id="an invitation in bold letters"),
        pytest.param("discord.gg\\abc", "(invite)", id="an invitation with a backslash"),
        pytest.param("discord.discord.gg/x", "(invite)", id="an invitation within one"),
        pytest.param("our discord. gg all", "our discord. gg all", id="a good game"),
        pytest.param("# Big", "\\# Big", id="a heading"),
        pytest.param("-# small", "\\-# small", id="subtext"),
        pytest.param("> said\n>>> all", "\\> said\n\\>>> all", id="quotes"),
        pytest.param("- a\n* b\n1. c", "\\- a\n\\* b\n1\\. c", id="lists"),
        pytest.param("  # Big", "\\# Big", id="a heading after spaces"),
        pytest.param("http:// http:// # Big", "\\# Big", id="a heading after what went"),
        pytest.param("**a** __b__ ~~c~~", "\\*\\*a\\*\\* \\_\\_b\\_\\_ \\~\\~c\\~\\~", id="bold, underlined, struck"),
        pytest.param("||a||", "\\|\\|a\\|\\|", id="a spoiler"),
        pytest.param("```py\nx```", "\\`\\`\\`py\nx\\`\\`\\`", id="code"),
        pytest.param("\\*a\\*", "\\\\\\*a\\\\\\*", id="Markdown escaped already"),
        pytest.param("a #1 - b", "a #1 - b", id="signs within a line"),
        pytest.param("\u202eevil\u202c \u2066x\u2069", "evil x", id="writing turned about"),
        pytest.param("a\u200bb\u00adc\ufeff", "abc", id="unseen characters"),
        pytest.param("a\x00b\x1b[31m", "ab[31m", id="control characters"),
        pytest.param("\u3164\u2800 \u115fa", "a", id="blank letters"),
        pytest.param("h" + "\u0300\u0301\u0302\u0489" * 9 + "i", "h\u0300\u0301i", id="stacked marks"),
        pytest.param("Tiếng Việt, ที่นี่, हिन्दी, שָׁלוֹם", "Tiếng Việt, ที่นี่, हिन्दी, שָׁלוֹם", id="marks of languages"),
        pytest.param("Où? 面接は? 10² ½ 🩻", "Où? 面接は? 10² ½ 🩻", id="other letters and signs"),
        pytest.param("a\r\nb\rc\u2028d\n\n\n\ne", "a\nb\nc\nd\n\ne", id="line ends"),
        pytest.param("a \t  b  ", "a b", id="gaps"),
        pytest.param("half \ud800 pair", "half pair", id="half a character"),
        pytest.param("\u200b\u202e\n ", "", id="nothing that shows"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_text_of_members_is_shown_and_does_nothing(written: str, shown: str) -> None:
    assert echoed(written, LONG) == shown


@pytest.mark.parametrize(
    ("written", "longest", "shown"),
    [
        pytest.param("one two three", 13, "one two three", id="it fits"),
        pytest.param("one two three", 12, "one two…", id="it is cut after a word"),
        pytest.param("one two three", 8, "one two…", id="a word ends there"),
        pytest.param("one two three", 7, "one…", id="a word would end there without the sign"),
        pytest.param("onetwothree", 5, "onet…", id="one long word"),
        pytest.param("a onetwothree", 8, "a onetw…", id="a long word after a short one"),
        pytest.param("one\ntwo", 6, "one…", id="at the end of a line"),
        pytest.param("ab*c", 4, "ab…", id="not between a backslash and its mark"),
        pytest.param("a\\\\b", 5, "a\\\\…", id="between two of them"),
        pytest.param("one two", 1, "…", id="one character"),
        pytest.param("one two", 0, "", id="none"),
        pytest.param("one two", -5, "", id="fewer than none"),
        pytest.param("", 0, "", id="nothing of nothing"),
    ],
)
def test_a_long_text_is_cut(written: str, longest: int, shown: str) -> None:
    assert echoed(written, longest) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        pytest.param("one\ntwo\r\n\r\nthree", "one two three", id="lines"),
        pytest.param("one\n# two\n- three", "one # two - three", id="marks that no longer begin a line"),
        pytest.param("\n\n# one", "\\# one", id="a mark that begins it"),
        pytest.param("@\neveryone", "@ everyone", id="lines do not grow together"),
        pytest.param("[a]\n(b)", "[a] (b)", id="nor do the halves of a link"),
    ],
)
def test_a_text_can_be_put_on_one_line(written: str, shown: str) -> None:
    assert echoed(written, LONG, one_line=True) == shown


@given(TEXTS, st.integers(-2, 300), st.booleans())
@example("@@everyonehereeveryone", 300, False)
@example("<@\u200b1>", 300, False)
@example("]\u2060(", 300, False)
@example("<http://:a:1>//x", 300, False)
@example("*" * 300, 150, False)
def test_whatever_is_written_pings_nobody_links_nowhere_and_fits(text: str, longest: int, one_line: bool) -> None:
    shown = echoed(text, longest, one_line=one_line)

    assert len(shown) <= max(longest, 0)
    assert not re.search("@(everyone|here)", shown, re.I)
    assert "<@" not in shown
    assert "<#" not in shown
    assert "](" not in shown
    assert "://" not in shown
    assert not INVITE.search(shown.replace("\\", ""))
    assert not LISTS.search(shown)
    assert not {unicodedata.category(one) for one in shown.replace("\n", "")} & UNSEEN
    assert one_line <= ("\n" not in shown)


@given(TEXTS)
def test_every_mark_of_markdown_is_escaped(text: str) -> None:
    shown = echoed(text, 10_000)

    assert not re.search(r"[\\*_~|`]", re.sub(r"\\[\\*_~|`.#>-]", "", shown))


@given(st.text(st.characters(categories=["Ll", "Lu", "Nd"]), max_size=50))
def test_plain_words_stay_as_they_are_read(text: str) -> None:
    assert unicodedata.normalize("NFKC", echoed(text, 500)) == unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize(
    "piece", ["discord", "d ", "<", "a:", "](", "@", "w", "\\", "</a", "http:", "\u0301", "\n# ", ".", "<a:"]
)
def test_a_long_text_takes_no_long_time(piece: str) -> None:
    begun = perf_counter()
    echoed(piece * 4_000, LONG)
    in_guides(piece * 4_000)

    assert perf_counter() - begun < 2


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        pytest.param("**Two** letters:\n- `a`\n- [b](https://x.org)", None, id="Markdown and links stay"),
        pytest.param("Step 2 CK < 230, \u2265 245 \u2013 fine", None, id="signs stay"),
        pytest.param("@everyone <@1> <@&2> <#3>", "everyone @member @role #channel", id="mentions"),
        pytest.param("@every\u200bone", "everyone", id="a mention with an unseen character"),
        pytest.param("<@abc>", "‹@abc>", id="half a mention"),
        pytest.param("see https://discord.gg/abc", "see https://(invite)", id="an invitation"),
        pytest.param("\u202eevil", "evil", id="writing turned about"),
        pytest.param("a\r\n  - b", "a\n  - b", id="lists within lists"),
    ],
)
def test_text_of_guides_keeps_its_markdown_and_pings_nobody(written: str, shown: str | None) -> None:
    assert in_guides(written) == (written if shown is None else shown)


@pytest.mark.parametrize(
    ("written", "longest", "shown"),
    [
        pytest.param("is *230* low_ish?", 50, "is *230* low_ish?", id="no mark is escaped"),
        pytest.param("# one\n- two", 50, "# one - two", id="one line"),
        pytest.param("@everyone <@1> discord.gg/abc", 50, "everyone @member (invite)", id="nothing acts"),
        pytest.param("one two three", 9, "one two…", id="cut after a word"),
        pytest.param(" \u200b", 50, "", id="nothing that shows"),
    ],
)
def test_a_name_of_a_thread_is_shown_without_marks_of_its_own(written: str, longest: int, shown: str) -> None:
    assert labelled(written, longest) == shown


@given(TEXTS, st.integers(-2, 120))
def test_whatever_is_made_a_name_pings_nobody_and_is_one_line_that_fits(text: str, longest: int) -> None:
    shown = labelled(text, longest)

    assert len(shown) <= max(longest, 0)
    assert "\n" not in shown
    assert not re.search("@(everyone|here)", shown, re.I)
    assert "<@" not in shown
    assert not INVITE.search(shown)


@given(TEXTS)
def test_whatever_a_guide_holds_pings_nobody(text: str) -> None:
    shown = in_guides(text)

    assert not re.search("@(everyone|here)", shown, re.I)
    assert "<@" not in shown
    assert not INVITE.search(shown)
