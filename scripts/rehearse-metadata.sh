#!/usr/bin/env bash
# Shows on this machine's own kernel what the instance metadata options of the template do: an instance, a container on it
# behind a bridge, and a metadata service one hop from the instance, each in a network namespace of its own.
# Usage: rehearse-metadata.sh HOP_LIMIT TOKENS ROLE
#   HOP_LIMIT  HttpPutResponseHopLimit
#   TOKENS     HttpTokens: required or optional
#   ROLE       the name of the instance's role, or empty for none
# Prints one line for each who asks and for each way: what came back, or how it failed.
# Needs Linux, iproute2 and Python, and root or the right to make user namespaces. Nothing of it is left behind.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

if [ -z "${REHEARSAL_INSIDE-}" ]; then
  command -v ip > /dev/null || { echo "This rehearsal needs ip: install iproute2." >&2; exit 1; }
  user=()
  [ "$(id -u)" = 0 ] || user=(--user --map-root-user)
  REHEARSAL_INSIDE=yes exec unshare "${user[@]}" --net --mount --pid --fork --kill-child "$0" "$@"
fi

hop_limit=$1 tokens=$2 role=$3
mount -t tmpfs none /run
mkdir /run/netns

for name in service instance container; do
  ip netns add "$name"
  ip -n "$name" link set lo up
done
ip link add to-instance netns service type veth peer name to-service netns instance
ip link add to-container netns instance type veth peer name to-bridge netns container
ip -n instance link add bridge type bridge
ip -n instance link set to-container master bridge up
ip -n instance link set bridge up
ip -n instance link set to-service up
ip -n service link set to-instance up
ip -n container link set to-bridge up

ip -n service addr add 169.254.169.254/32 dev lo
ip -n service addr add 10.0.0.1/24 dev to-instance
ip -n instance addr add 10.0.0.2/24 dev to-service
ip -n instance addr add 172.17.0.1/16 dev bridge
ip -n container addr add 172.17.0.2/16 dev to-bridge
ip -n instance route add default via 10.0.0.1
ip -n container route add default via 172.17.0.1
# A container's packets leave under its instance's address on AWS; here the service knows the way back by itself.
ip -n service route add 172.17.0.0/16 via 10.0.0.2
ip netns exec instance sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'

ip netns exec service python3 "$here/rehearsal/metadata-service.py" "$hop_limit" "$tokens" "$role" &
until ip netns exec instance python3 "$here/rehearsal/ask.py" ready; do sleep 0.1; done
for who in instance container; do
  for way in with-token without-token; do
    echo "$who $way: $(ip netns exec "$who" python3 "$here/rehearsal/ask.py" "$way")"
  done
done
