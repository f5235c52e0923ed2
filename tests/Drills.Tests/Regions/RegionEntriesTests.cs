using WedSync.Drills.Regions;
using WedSync.LoadGenerator;

namespace WedSync.Drills.Tests.Regions;

public sealed class RegionEntriesTests
{
    private static readonly RegionEntries Entries = new(
        ["same", "older", "missing", "otherBody", "nowhere"],
        new Dictionary<string, IReadOnlyDictionary<string, FoundEntry>>
        {
            ["us-east"] = new Dictionary<string, FoundEntry>
            {
                ["same"] = new(7, "a"),
                ["older"] = new(7, "a"),
                ["missing"] = new(7, "a"),
                ["otherBody"] = new(7, "a"),
            },
            ["eu-west"] = new Dictionary<string, FoundEntry> { ["same"] = new(7, "a"), ["older"] = new(6, "a"), ["otherBody"] = new(7, "b") },
        });

    [Fact]
    public void Divergent_OtherVersionOrBodyOrNothing_IsFound() => Assert.Equal(["older", "missing", "otherBody"], Entries.Divergent());

    [Fact]
    public void Present_InAnyRegion_IsFound() => Assert.Equal(["same", "older", "missing", "otherBody"], Entries.Present());

    [Theory]
    [InlineData("same", 7, false)]
    [InlineData("same", 6, false)]
    [InlineData("same", 8, true)]
    [InlineData("older", 7, true)]
    [InlineData("older", 6, false)]
    [InlineData("missing", 7, true)]
    [InlineData("nowhere", 1, true)]
    public void Lost_IsWhatSomeRegionLacks(string key, long stamp, bool isLost)
        => Assert.Equal(isLost, Entries.Lost([new AcknowledgedWrite("us-east", key, stamp, TimeSpan.Zero, IsReplicated: true)]).Count == 1);
}
