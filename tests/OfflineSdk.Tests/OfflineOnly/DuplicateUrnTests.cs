using Pulumi;
using WedSync.OfflineSdk.Tests.Support;

namespace WedSync.OfflineSdk.Tests.OfflineOnly;

/// <summary>The engine refuses two resources of one identity. The official mocks do not notice; ours do.</summary>
public sealed class DuplicateUrnTests
{
    [Fact]
    public async Task SameTypeNameAndParent_IsRefused()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() =>
        {
            var group = new Group("g");
            _ = new Thing("t", null, new() { Parent = group });
            _ = new Thing("t", null, new() { Parent = group });
        }));

        Assert.Equal(
            "Duplicate resource URN 'urn:pulumi:stack::project::test:index:Group$test:index:Thing::t'; try giving it a unique name",
            error.Message);
    }

    [Fact]
    public async Task SameNameUnderAnotherType_IsAllowed()
    {
        var resources = await Run.Program(() =>
        {
            _ = new Thing("t");
            _ = new Thing("t", null, new() { Parent = new Group("g") });
            _ = new Group("t");
        });

        Assert.Equal(4, resources.Length);
    }

    [Fact]
    public async Task ReadTwice_IsRefused() =>
        await Assert.ThrowsAsync<RunException>(() => Run.Program(() =>
        {
            _ = new StackReference("ref");
            _ = new StackReference("ref");
        }));
}
