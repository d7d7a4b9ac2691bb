"""Under which names files of other formats are held: none undoes another unseen."""

import json

import pytest

from command import run
from hcert import AT, UVCI, Signer, b64, batch, pem, reasons, vaccination


@pytest.fixture
def take(tmp_path):
    """Takes files, each an object that becomes JSON, or bytes; the result of the command."""
    def take(*contents, format="dcc", options=("--json",)):
        files = []
        for number, content in enumerate(contents):
            files.append(tmp_path / f"file{number}")
            files[-1].write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return run("trust", "import", "--format", format, "--store", tmp_path / "store", "--at", AT, *options, *files)
    take.store = tmp_path / "store"
    return take


def lines(result):
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("at_once", [True, False])
def test_batches_in_several_files_all_count(take, at_once):
    signer = Signer()
    lines(take(signer.der))
    batches = [batch("UCI", text) for text in (UVCI, "other", "third")]
    taken = lines(take(*batches)) if at_once else [lines(take(each))[0] for each in batches]
    assert [one["outcome"] for one in taken] == ["added"] * 3 and len({one["what"] for one in taken}) == 3
    for text in (UVCI, "other", "third"):
        assert reasons(signer.text(vaccination(ci=text)), take.store) == ["revoked"]
    assert reasons(signer.text(vaccination(ci="fourth")), take.store) == ["no-rules"]
    assert [one["outcome"] for one in lines(take(batches[0], batches[0]))] == ["already-held"] * 2


def test_batches_are_taken_out_by_name_or_by_source_and_end_by_themselves(take):
    signer = Signer()
    lines(take(signer.der))
    first, _ = lines(take(batch("UCI", UVCI), batch("UCI", "other")))
    lines(take(batch("UCI", "third"), batch("UCI", "fourth"), options=("--json", "--source", "xx")))
    assert run("trust", "forget", "--store", take.store, first["what"]).returncode == 0
    assert run("trust", "forget", "--store", take.store, "dcc/xx").returncode == 0
    found = {text: reasons(signer.text(vaccination(ci=text)), take.store) for text in (UVCI, "other", "third", "fourth")}
    assert found == {UVCI: ["no-rules"], "other": ["revoked"], "third": ["no-rules"], "fourth": ["no-rules"]}
    lines(take(batch("UCI", "fifth", expires="2022-03-01T12:00:01Z")))
    text = signer.text(vaccination(ci="fifth"))
    assert reasons(text, take.store) == ["revoked"]
    assert reasons(text, take.store, at="2022-03-01T12:00:01Z") == ["no-rules"]


def test_two_files_of_one_call_under_one_name_are_refused_and_nothing_is_taken(take):
    first, second = Signer(), Signer()
    result = take(pem(first.der).encode(), pem(second.der).encode())
    assert result.returncode == 65 and not result.stdout
    for word in (b"file1: ", b"take the place of", b"file0", b"--source"):
        assert word in result.stderr, (word, result.stderr)
    assert not (take.store / "index").exists()
    lines(take(first.der, options=("--json", "--source", "a")))
    lines(take(second.der, options=("--json", "--source", "b")))
    for signer in (first, second):
        assert reasons(signer.text(vaccination()), take.store) == ["no-rules"]
    # The same file twice undoes nothing.
    assert [one["outcome"] for one in lines(take(first.der, first.der))] == ["added", "already-held"]


def nhs(*keys):
    return {"keys": [{"kid": f"k{number}", "spki": b64(Signer().spki)} for number in keys]}


@pytest.mark.parametrize("format, files", [("nhs", [nhs(1), nhs(2)]), ("nhs", [nhs(1), nhs(1, 2)])])
def test_other_formats_refuse_it_too(take, format, files):
    result = take(*files, format=format)
    assert result.returncode == 65 and b"take the place of" in result.stderr
    assert lines(take(files[0], format=format))[0]["outcome"] == "added"


def test_what_a_newer_file_no_longer_holds_is_told(take):
    signers = [Signer() for _ in range(3)]
    entries = [{"kid": b64(each.kid), "x509": b64(each.der)} for each in signers]
    assert lines(take(entries))[0]["gone"] == 0
    assert b"replaced, 2 entries of the older one gone" in take(entries[:1], options=()).stdout
    assert b"1 entry: replaced, 1 entry of the older one gone" in take(entries[1:2], options=()).stdout
    told = lines(take(entries[1:]))[0]
    assert told["outcome"] == "replaced" and told["gone"] == 0 and told["entries"] == 2
    assert b"gone" not in take(entries[1:], options=()).stdout


@pytest.mark.slow
def test_a_store_holds_so_many_files_and_says_what_to_do(take):
    batches = [batch("UCI", str(number)) for number in range(1025)]
    result = take(*batches)
    assert result.returncode == 65 and b"too-large" in result.stderr and b"trust forget" in result.stderr
    assert len(lines(take(*batches[:1024]))) == 1024
    assert lines(take(batches[3]))[0]["outcome"] == "already-held"
    assert b"too-large" in take(batches[1024]).stderr
    assert run("trust", "forget", "--store", take.store, "dcc").returncode == 0
    assert lines(take({"batches": batches}))[0]["outcome"] == "added"
