"""On a cluster of two worker processes: every person has exactly one code, whatever is killed. `make test-spark`."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import datetime, timezone
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "bench")]
import issue_codes  # noqa: E402
import people  # noqa: E402

HCODE = os.environ["HCODE"]
COUNT = int(os.environ.get("SPARK_PEOPLE", "4000"))
PARTITIONS = 8


@pytest.fixture(scope="session")
def spark():
    # Two executors in processes of their own, two tries more for each task, and the modules where they find them.
    os.environ["PYTHONPATH"] = os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (SparkSession.builder.master("local-cluster[2,1,1024]").appName("hcode test")
               .config("spark.ui.enabled", "false").config("spark.task.maxFailures", "4")
               .config("spark.executorEnv.PYTHONPATH", str(HERE))
               .config("spark.sql.execution.arrow.maxRecordsPerBatch", "200")
               .config("spark.sql.shuffle.partitions", str(PARTITIONS)).getOrCreate())
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def key(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    subprocess.run([HCODE, "keygen", "--issuer", "CN-HA", "--name", "t", "--no-passphrase", "-o", folder], check=True,
                   stdout=subprocess.DEVNULL)
    return folder / "CN-HA.key"


@pytest.fixture(scope="session")
def at(key):
    """A time of issue that the key has seen."""
    return datetime.now(timezone.utc).replace(microsecond=0)


@pytest.fixture(scope="session")
def table(spark, at, tmp_path_factory):
    path = str(tmp_path_factory.mktemp("people") / "people.parquet")
    rows = list(people.people(COUNT, 1, at, bad=997))
    spark.createDataFrame(rows).repartition(5).write.parquet(path)
    return spark.read.parquet(path), rows


def issued(spark, table, key, at, path, hcode=HCODE):
    codes = issue_codes.issue_codes(
        table, hcode, str(key), 1000, 2 * COUNT, at.strftime("%Y-%m-%dT%H:%M:%SZ"), PARTITIONS)
    codes.write.parquet(str(path))
    return sorted(map(tuple, spark.read.parquet(str(path)).collect()))


def check(rows, found):
    assert [r[0] for r in found] == sorted(p["ref"] for p in rows)
    indexes = [r[1] for r in found if r[6] is None]
    assert len(set(indexes)) == len(indexes) == len(rows) - len(rows) // 997


@pytest.fixture(scope="session")
def reference(spark, table, key, at, tmp_path_factory):
    frame, rows = table
    found = issued(spark, frame, key, at, tmp_path_factory.mktemp("codes") / "codes.parquet")
    check(rows, found)
    return found


def test_every_person_has_one_code_that_verifies(reference, key):
    texts = "\n".join(r[4] for r in reference if r[4])
    done = subprocess.run([HCODE, "verify", "--json", "--trust", str(key).replace(".key", ".pub"), "-"], input=texts.encode(),
                          stdout=subprocess.PIPE)
    assert done.stdout.count(b'"genuine":true') == len([r for r in reference if r[4]])


def slow(tmp_path):
    """The program behind something that holds its output up, so that there is time to kill it."""
    path = tmp_path / "slow-hcode"
    path.write_text(f'#!/bin/sh\n"{HCODE}" "$@" | {{ sleep 2; cat; }}\n')
    path.chmod(0o755)
    return str(path)


def test_a_worker_that_is_killed_changes_no_code(spark, table, key, at, reference, tmp_path):
    frame, rows = table
    killed = []

    def kill():
        """SIGKILL for one of the two executors while it works."""
        for _ in range(200):
            time.sleep(0.1)
            told = subprocess.run(["pgrep", "-f", "CoarseGrainedExecutorBackend.*--executor-id"], capture_output=True, text=True)
            own = [int(p) for p in told.stdout.split() if descends(int(p))]
            busy = subprocess.run(["pgrep", "-f", str(tmp_path / "slow-hcode")], capture_output=True).returncode == 0
            if own and busy:
                os.kill(own[0], signal.SIGKILL)
                killed.append(own[0])
                return

    thread = threading.Thread(target=kill)
    thread.start()
    found = issued(spark, frame, key, at, tmp_path / "codes.parquet", hcode=slow(tmp_path))
    thread.join()
    assert killed
    check(rows, found)
    assert found == reference


def descends(pid):
    """Whether a process is one of this test's: nobody else's Spark is killed."""
    while pid > 1:
        if pid == os.getpid():
            return True
        try:
            pid = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            return False
    return False


def failing(tmp_path, times):
    """A signer that answers some rows and then fails, the first so many times that it is started."""
    path = tmp_path / "failing-hcode"
    path.write_text(f'''#!/bin/sh
for number in $(seq {times}); do
  if mkdir "{tmp_path}/failed-$number" 2>/dev/null; then "{HCODE}" "$@" | head -n 20; exit 70; fi
done
exec "{HCODE}" "$@"
''')
    path.chmod(0o755)
    return str(path)


def test_a_child_that_fails_now_and_then_changes_no_code(spark, table, key, at, reference, tmp_path):
    frame, rows = table
    found = issued(spark, frame, key, at, tmp_path / "codes.parquet", hcode=failing(tmp_path, 3))
    assert len(list(tmp_path.glob("failed-*"))) == 3
    assert found == reference


def test_a_child_that_always_fails_is_an_error_and_no_empty_table(spark, table, key, at, tmp_path):
    frame, _ = table
    with pytest.raises(Exception, match="exit 70"):
        issued(spark, frame, key, at, tmp_path / "codes.parquet", hcode=failing(tmp_path, 10_000))
    assert not list((tmp_path / "codes.parquet").glob("part-*"))


def test_through_pipe_only_checkCode_tells_a_failing_child(spark, tmp_path):
    """`RDD.pipe` passes over exit statuses unless it is told not to: why the sample does not build on it."""
    lines = spark.sparkContext.parallelize(["{}"] * 4, 2)
    assert lines.pipe(failing(tmp_path, 10_000) + " --version").count() >= 0
    with pytest.raises(Exception, match="exit"):
        lines.pipe(failing(tmp_path, 10_000) + " --version", checkCode=True).count()


def test_through_pipe_with_checkCode_a_code_comes_of_each_line(spark, table, key, at):
    frame, rows = table
    good = [p for p in rows if p["ref"].endswith("1")][:100]
    lines = spark.sparkContext.parallelize(
        [__import__("json").dumps({k: v for k, v in p.items() if v}, ensure_ascii=False) for p in good], 1)
    command = f"{HCODE} issue --batch - --key {key} --index-range 0..999 --at {at:%Y-%m-%dT%H:%M:%SZ} -o -"
    assert lines.pipe(command, checkCode=True).filter(lambda line: '"text"' in line).count() == len(good)
