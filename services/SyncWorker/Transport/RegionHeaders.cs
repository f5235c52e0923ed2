using Grpc.Core;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Transport;

/// <summary>How the two sides of a call say which region they are.</summary>
internal static class RegionHeaders
{
    private const string Region = "wedsync-region";
    private const string Residency = "wedsync-residency";

    public static Metadata Of(Member member) => new() { { Region, member.Region }, { Residency, member.Residency } };

    public static Member? Read(Metadata headers) =>
        headers.GetValue(Region) is { Length: > 0 } region ? new Member(region, headers.GetValue(Residency) ?? "") : null;
}
