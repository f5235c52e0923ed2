using Pulumi;
using WedSync.OfflineSdk.Tests.Support;

namespace WedSync.OfflineSdk.Tests.OfflineOnly;

/// <summary>With the official packages such a program never ends.</summary>
public sealed class WaitsForItselfTests
{
    [Fact]
    public async Task ChildThatDependsOnItsParent_IsRefused()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() =>
        {
            var group = new Group("g");
            _ = new Thing("t", null, new() { Parent = group, DependsOn = { group } });
        }));

        Assert.Equal("Resource 't' waits for itself: it depends on a component that it is part of.", error.Message);
    }

    [Fact]
    public async Task ComponentThatDependsOnItself_IsRefused_ThroughItsChildren()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => Run.Program(() =>
        {
            var outer = new Group("outer");
            var inner = new Group("inner", null, new() { Parent = outer });
            _ = new Thing("t", null, new() { Parent = inner, DependsOn = { outer } });
        }));

        Assert.Contains("Resource 't' waits for itself", error.Message, StringComparison.Ordinal);
    }
}
