"""Work items that a person types or pastes, and where a repository lives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relman_desktop.errors import InputError
from relman_desktop.sources.work.keys import origin_project, typed


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("PAY-12, #7 https://github.com/acme/orders/issues/9", ["PAY-12", "#7", "acme/orders#9"]),
        ("pay-12 and 7; AB#3", ["PAY-12", "#7", "AB#3"]),
        ("acme/orders#5\ngroup/sub/project#6", ["acme/orders#5", "group/sub/project#6"]),
        ("(PAY-12), [#7].", ["PAY-12", "#7"]),
        ("GH-5 gh-5 #5", ["#5"]),
        ("group/project!45", ["group/project!45"]),
        ("linear.app/acme/issue/ENG-12/words", ["ENG-12"]),
        ("UTF-8", ["UTF-8"]),  # whoever types it means it
        ("PAY-12 pay-12", ["PAY-12"]),
    ],
)
def test_what_a_person_types_is_read(text: str, keys: list[str]) -> None:
    read = typed(text)
    assert [item.key for item in read] == keys
    assert all(item.found[0].where == "given" and item.is_named for item in read)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "No work item was named"),
        ("PAY-12, later", "“later” is no work item"),
        ("PAY-0", "“PAY-0” is no work item"),
        ("https://example.org/a", "“https://example.org/a” is not the address of a work item"),
        (" ".join(map(str, range(1, 1500))), "1,000 can be given at once"),
        ("x" * 300_000, "too long"),
        ("a\u202eb`c", "“a b'c” is no work item"),
    ],
)
def test_what_is_no_reference_is_refused_with_a_sentence(text: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        typed(text)
    assert said in str(refused.value) and len(str(refused.value)) < 250


@given(st.text(max_size=300))
def test_anything_may_be_typed(text: str) -> None:
    try:
        assert all(item.key for item in typed(text))
    except InputError as refused:
        assert str(refused).endswith(".")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/acme/orders.git", ("github.com", "acme/orders")),
        ("https://maya:s3cret@GitHub.com:443/acme/orders/", ("github.com", "acme/orders")),
        ("https://maya:s3@cret@github.com/acme/orders", ("github.com", "acme/orders")),
        ("https://oauth2:s3cret@gitlab.acme.test/g/s/p.git", ("gitlab.acme.test", "g/s/p")),
        ("git@github.com:acme/orders.git", ("github.com", "acme/orders")),
        ("gitlab.acme.test:g/s/p", ("gitlab.acme.test", "g/s/p")),
        ("ssh://git@gitlab.acme.test:2222/g/p.git", ("gitlab.acme.test", "g/p")),
        ("ssh://git@ssh.github.com:443/acme/orders.git", ("github.com", "acme/orders")),
        ("git+ssh://git@acme.test/g/p", ("acme.test", "g/p")),
        ("git@[::1]:g/p", ("[::1]", "g/p")),
        ("git@ssh.dev.azure.com:v3/org/shop/api", ("dev.azure.com", "org/shop/_git/api")),
        ("https://org@dev.azure.com/org/shop/_git/api", ("dev.azure.com", "org/shop/_git/api")),
        ("https://git.sr.ht/~maya/orders", ("git.sr.ht", "~maya/orders")),
        ("/srv/git/orders.git", ("", "")),
        ("../orders", ("", "")),
        ("file:///srv/git/orders.git", ("", "")),
        ("C:\\git\\orders", ("", "")),
        ("C:/git/orders", ("", "")),
        ("", ("", "")),
        ("https://[half", ("", "")),
        ("maya:s3cret@github.com:acme/orders", ("", "")),
        ("https://maya:12/s3cret@github.com/acme/orders", ("", "")),
        ("https://maya:a/s3cret@github.com/acme/orders", ("", "")),
        ("https://maya:12/x/s3cret@github.com/acme/orders", ("", "")),
    ],
)
def test_where_a_repository_lives_is_read_from_all_forms_of_its_address(url: str, expected: tuple[str, str]) -> None:
    assert origin_project(url) == expected


secrets = st.text(st.sampled_from("abc19:@/?#%&=~.-_"), min_size=1, max_size=12).map(lambda text: f"S{text}S")


forms = st.sampled_from(["https://maya:{}@acme.test/g/p", "ssh://git:{}@acme.test/g/p", "maya:{}@acme.test:g/p"])


@given(forms, secrets)
def test_no_password_comes_out(form: str, secret: str) -> None:
    assert secret not in "/".join(origin_project(form.format(secret)))


@given(st.text(max_size=200))
def test_any_address_is_read_or_is_none(url: str) -> None:
    host, path = origin_project(url)
    assert bool(host) == bool(path)
