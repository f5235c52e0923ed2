#!/bin/sh
# A warm preview of one region against a bare "dotnet hello.dll", in one run. Prints both medians and their ratio; target 4.
# usage: bench/preview.sh [runs]
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
runs=${1:-15}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

mkdir "$scratch/hello"
cat >"$scratch/hello/hello.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <UseAppHost>false</UseAppHost>
  </PropertyGroup>
</Project>
PROJECT
echo 'System.Console.WriteLine("hello");' >"$scratch/hello/Program.cs"
dotnet build "$scratch/hello" -c Release -o "$scratch/out" -v q -nologo >/dev/null
"$root/wedsync" preview peak-us-east >/dev/null

# Milliseconds of each run, in order, then the middle one.
median() {
    i=0
    while [ "$i" -lt "$runs" ]; do
        start=$(date +%s%N)
        "$@" >/dev/null
        end=$(date +%s%N)
        echo $(((end - start) / 100000))
        i=$((i + 1))
    done | sort -n | sed -n "$(((runs + 1) / 2))p"
}

hello=$(median dotnet "$scratch/out/hello.dll")
preview=$(median "$root/wedsync" preview peak-us-east)
awk -v h="$hello" -v p="$preview" 'BEGIN { printf "hello %.1f ms, preview %.1f ms, ratio %.2f (target 4)\n", h / 10, p / 10, p / h; exit p / h > 4 }'
