#!/bin/sh
# Runs a command on a pretended machine. To be started in a mount and a PID namespace of its own.
# Usage: enter.sh ROOT WORK LAYER COMMAND…  (all absolute; ROOT and WORK are on one file system)
# The command sees this host's folders with LAYER's files laid over them, may change all of them, and every change lands
# in ROOT. One overlay per top-level folder, since the kernel refuses an overlay of / to users other than root.
set -eu
root=$1 work=$2 layer=$3
shift 3

mkdir -p "$root/outside" "$root/run" "$root/tmp"
# A user other than root may write only into folders that are in ROOT already.
mkdir -p "$root/etc/systemd/system" "$root/opt" "$root/usr/local/bin" "$root/var/lib" "$root/var/log"
chmod 1777 "$root/tmp"
# A container's hosts file is a mount of its own, which an overlay would not show.
[ -e "$root/etc/hosts" ] || cp /etc/hosts "$root/etc/hosts"
mkdir -p "$work/machine"
mount --rbind "$root" "$work/machine"

overlay() { # name
  mkdir -p "$root/$1" "$work/$1"
  lower=/$1
  [ ! -d "$layer/$1" ] || lower=$layer/$1:$lower
  mount -t overlay overlay -o "userxattr,lowerdir=$lower,upperdir=$root/$1,workdir=$work/$1" "$work/machine/$1" 2> "$work/refused"
}

for folder in /*; do
  name=${folder#/}
  if [ -L "$folder" ]; then
    [ -L "$root/$name" ] || cp -P "$folder" "$root/$name"
  elif [ -d "$folder" ]; then
    case $name in
      run | tmp | lost+found) ;; # as after a boot: empty
      outside) ;; # the machine's own
      proc) mkdir -p "$root/proc" && { mount -t proc proc "$work/machine/proc" 2> /dev/null || mount --rbind /proc "$work/machine/proc"; } ;;
      dev | sys) mkdir -p "$root/$name" && mount --rbind "/$name" "$work/machine/$name" ;;
      bin | etc | lib* | opt | sbin | usr | var) overlay "$name" || { cat "$work/refused" >&2; exit 125; } ;;
      # Where the project and its tools may live. What this user may not read, such as /root, starts empty; what has
      # other file systems mounted in it cannot be a layer.
      *) mkdir -p "$root/$name" && { [ ! -r "$folder" ] || overlay "$name" || mount --rbind "/$name" "$work/machine/$name"; } ;;
    esac
  fi
done

# A project below /tmp or /run would be hidden by the empty ones.
project=$(cd "$(dirname "$0")/../../.." && pwd)
case $project in
  /tmp/* | /run/*) overlay "${project#/}" || { cat "$work/refused" >&2; exit 125; } ;;
esac

# An overlay does not pass on a socket, nor keep a cache.
mount --bind "$project/.local/shared" "$work/machine$project/.local/shared"

# As on Amazon Linux, whose gpg comes without an agent.
agent=$work/machine/usr/bin/gpg-agent
[ ! -e "$agent" ] || mount --bind /dev/null "$agent"

cd "$work/machine"
# A user namespace makes root a root of this machine only: what would change the host (swapon, reboot) is refused.
exec unshare --user --map-root-user chroot . "$@"
