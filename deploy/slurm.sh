#!/usr/bin/env bash
# Mark a class with many cores of a SLURM cluster:
#
#   sbatch [--ntasks=64] deploy/slurm.sh EXERCISE SUBMISSIONS MARKS [options of `convedu grade`]
#
# from a folder that all nodes see, with `convedu` and `dask` on the PATH. docs/cluster.md says more.
#SBATCH --job-name=convedu
#SBATCH --ntasks=16
#SBATCH --cpus-per-task=1
#SBATCH --mem-per-cpu=2G
#SBATCH --time=01:00:00
#SBATCH --signal=B:TERM@120
set -euo pipefail

if [ $# -lt 3 ]; then
    echo "slurm.sh: expected EXERCISE SUBMISSIONS MARKS, got $# words" >&2
    exit 2
fi
exercise=$1 submissions=$2 marks=$3
shift 3

umask 077
shared=$(mktemp -d "$PWD/convedu-job-XXXXXX") # for the certificate and the scheduler's address
own=$(mktemp -d)                              # on this node's disk, which the ledger needs
stopped='' grade='' scheduler='' workers=''

stop() {
    stopped=yes
    [ -z "$grade" ] || kill -INT "$grade" 2>/dev/null || true
}

finish() {
    mkdir -p "$marks"
    cp -a "$own/." "$marks/"
    for job in $workers $scheduler; do # a worker that is starting cannot end without the scheduler
        kill "$job" 2>/dev/null || true
        wait "$job" || true
    done
    rm -rf "$shared" "$own"
    echo "slurm.sh: marks and reports are in $marks"
}
trap stop TERM INT
trap finish EXIT

if [ -d "$marks" ]; then
    cp -a "$marks/." "$own/"
fi

# A scheduler asks nobody who they are: only who has this job's certificate may speak to it.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=convedu \
    -keyout "$shared/key.pem" -out "$shared/certificate.pem" 2>/dev/null
export DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION=true
export DASK_DISTRIBUTED__COMM__TLS__CA_FILE=$shared/certificate.pem
for role in SCHEDULER WORKER CLIENT; do
    export "DASK_DISTRIBUTED__COMM__TLS__${role}__CERT=$shared/certificate.pem"
    export "DASK_DISTRIBUTED__COMM__TLS__${role}__KEY=$shared/key.pem"
done

place=$shared/scheduler.json
dask scheduler --protocol tls --port 0 --no-dashboard --scheduler-file "$place" &
scheduler=$!
until address=$(sed -n 's/.*"address": "\([^"]*\)".*/\1/p' "$place" 2>/dev/null) && [ -n "$address" ]; do
    if [ -n "$stopped" ] || ! kill -0 "$scheduler" 2>/dev/null; then
        echo "slurm.sh: the scheduler did not start" >&2
        exit 1
    fi
    sleep 0.2
done
srun --ntasks="$SLURM_NTASKS" dask worker --scheduler-file "$place" --nthreads 1 --no-dashboard \
    --local-directory "${TMPDIR:-/tmp}" &
workers=$!

# A job in the background would ignore the interrupt with which marking stops in good order.
env --default-signal=INT convedu grade "$exercise" "$submissions" --out "$own" \
    --scheduler "$address" "$@" &
grade=$!
code=0
wait "$grade" || code=$?
if [ -n "$stopped" ]; then # the first wait ended with the signal
    code=0
    wait "$grade" || code=$?
fi
exit "$code"
