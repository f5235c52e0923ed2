using Pulumi;
using WedSync.OfflineSdk.Tests.Support;

namespace WedSync.OfflineSdk.Tests.Resources;

public sealed class OptionsTests
{
    [Fact]
    public async Task Merge_SecondWinsAndListsAppend()
    {
        await Run.Program(async () =>
        {
            var a = new Thing("a");
            var b = new Thing("b");
            var first = new CustomResourceOptions
            {
                Protect = true,
                Version = "1",
                DeleteBeforeReplace = true,
                ImportId = "i1",
                RetainOnDelete = true,
                Parent = a,
                IgnoreChanges = { "x" },
                ReplaceOnChanges = { "r" },
                AdditionalSecretOutputs = { "s" },
                DependsOn = { a },
                Aliases = { new Alias { Name = "old" } },
                HideDiffs = { "h" },
                CustomTimeouts = new() { Create = TimeSpan.FromMinutes(1) },
            };
            var second = new CustomResourceOptions
            {
                Protect = false,
                Version = "2",
                ImportId = "i2",
                DeletedWith = b,
                PluginDownloadURL = "url",
                IgnoreChanges = { "y" },
                ReplaceOnChanges = { "q" },
                AdditionalSecretOutputs = { "t" },
                DependsOn = { b },
                Aliases = { new Alias { Urn = "urn" } },
            };

            var merged = CustomResourceOptions.Merge(first, second);

            Assert.Equal((false, "2", true, "i2"), (merged.Protect, merged.Version, merged.DeleteBeforeReplace, merged.ImportId));
            Assert.Equal((true, a, b, "url"), (merged.RetainOnDelete, merged.Parent, merged.DeletedWith, merged.PluginDownloadURL));
            Assert.Equal(["x", "y"], merged.IgnoreChanges);
            Assert.Equal(["r", "q"], merged.ReplaceOnChanges);
            Assert.Equal(["s", "t"], merged.AdditionalSecretOutputs);
            Assert.Equal(["h"], merged.HideDiffs);
            Assert.Equal(2, merged.Aliases.Count);
            Assert.Equal(TimeSpan.FromMinutes(1), merged.CustomTimeouts!.Create);
            Assert.Equal([a, b], (await merged.DependsOn.ToOutput().See()).Value.AsEnumerable());
        });
    }

    [Fact]
    public async Task Merge_LeavesBothAlone()
    {
        var first = new CustomResourceOptions { IgnoreChanges = { "x" } };
        var second = new CustomResourceOptions { IgnoreChanges = { "y" } };

        CustomResourceOptions.Merge(first, second).IgnoreChanges.Add("z");

        Assert.Equal(["x"], first.IgnoreChanges);
        Assert.Equal(["y"], second.IgnoreChanges);
        Assert.Empty((await first.DependsOn.ToOutput().See()).Value);
    }

    [Fact]
    public void Merge_OfNulls_IsEmpty()
    {
        Assert.Empty(CustomResourceOptions.Merge(null, null).IgnoreChanges);
        Assert.True(CustomResourceOptions.Merge(null, new() { Protect = true }).Protect);
        Assert.True(ComponentResourceOptions.Merge(new() { Protect = true }, null).Protect);
    }

    [Fact]
    public async Task Merge_OfProviders_KeepsTheLastOfEachPackage()
    {
        await Run.Program(() =>
        {
            var (a1, a2, b) = (new TestProvider("a1", "a"), new TestProvider("a2", "a"), new TestProvider("b1", "b"));

            var merged = ComponentResourceOptions.Merge(new() { Providers = { a1, b } }, new() { Providers = { a2 } });

            Assert.Equal([b, a2], merged.Providers);
        });
    }

    [Fact]
    public async Task ImportId_ReachesTheMock()
    {
        var mocks = new RecordingMocks { Id = _ => null };
        Thing? thing = null;
        await Run.Program(
            () =>
            {
                thing = new Thing("t", null, new() { ImportId = "existing" });
                _ = new Thing("new");
            },
            mocks);

        Assert.Equal(("existing", ""), (mocks["t"].Id, mocks["new"].Id));
        Assert.Equal("existing", (await thing!.Id.See()).Value);
    }

    [Fact]
    public async Task Id_ReadsInsteadOfCreating()
    {
        var mocks = new RecordingMocks { Id = _ => "other", State = _ => new Dictionary<string, object> { ["text"] = "read" } };
        Thing? thing = null;
        await Run.Program(() => thing = new Thing("t", null, new() { Id = Output.Create("existing") }), mocks);

        Assert.Equal("existing", mocks["t"].Id);
        Assert.Equal(("existing", "read"), ((await thing!.Id.See()).Value, (await thing.Text.See()).Value));
    }

    [Fact]
    public async Task Id_OnAComponent_IsRefused()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() => _ = new Group("g", null, new() { Id = "x" })));

        Assert.Contains("ResourceOptions.Id is only valid for a CustomResource", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Urn_LooksUpARegisteredResource()
    {
        var mocks = new RecordingMocks();
        Thing? again = null;
        await Run.Program(
            async () =>
            {
                var first = new Thing("t", new ThingArgs { Text = "a" });
                again = new Thing("t", null, new() { Urn = (await first.Urn.See()).Value });
            },
            mocks);

        Assert.Single(mocks.Resources);
        Assert.Equal(("a", "t-id"), ((await again!.Text.See()).Value, (await again.Id.See()).Value));
    }

    [Fact]
    public async Task Urn_OfNoResource_Fails()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() => _ = new Thing("t", null, new() { Urn = "urn:x" })));

        Assert.Contains("Unknown resource urn:x", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Protect_OfTheParent_IsNotYetSeenByTransformations()
    {
        List<bool?> seen = [];
        ResourceTransformation record = args =>
        {
            seen.Add(args.Options.Protect);
            return null;
        };

        await Run.Program(() =>
        {
            var parent = new Group("g", null, new() { Protect = true });
            var child = new Group("c", null, new() { Parent = parent });
            _ = new Thing("t", null, new() { Parent = child, ResourceTransformations = { record } });
        });

        // They see what was given. What is inherited is filled in after them.
        Assert.Equal([null], seen);
    }

    [Fact]
    public async Task DependsOn_WaitsForTheResource_AndForChildrenOfComponents()
    {
        var gate = new TaskCompletionSource();
        var order = new List<string>();
        var mocks = new GatedMocks(order, gate.Task, "slow");

        var run = Run.Program(
            () =>
            {
                var group = new Group("g", g => _ = new Thing("slow", null, new() { Parent = g }));
                _ = new Thing("after", null, new() { DependsOn = { group } });
                _ = new Thing("afterOutput", null, new() { DependsOn = Output.Create<Resource[]>([group]) });
                _ = new Thing("free");
            },
            mocks);
        gate.SetResult();
        await run;

        Assert.Equal(["g", "slow", "free"], order.Take(3));
        Assert.Equal(["after", "afterOutput"], order.Skip(3).Order());
    }

    [Fact]
    public async Task DependsOn_IgnoresWhatIsNoResource()
    {
        var resources = await Run.Program(() =>
        {
            var first = new Thing("first");
            _ = new Thing("t", null, new() { DependsOn = { (Resource)null!, first, Run.Unknown<Resource>() } });
            _ = new Thing("u", null, new() { DependsOn = { (Resource)null!, first } });
        });

        Assert.Equal(["first", "t", "u"], resources.Select(resource => resource.GetResourceName()));
    }

    [Fact]
    public async Task Inputs_WaitForTheResourceTheyComeFrom()
    {
        var gate = new TaskCompletionSource();
        var order = new List<string>();
        var mocks = new GatedMocks(order, gate.Task, "slow");

        var run = Run.Program(
            () =>
            {
                var slow = new Thing("slow");
                _ = new Thing("after", new ThingArgs { Text = slow.Id });
                _ = new Thing("free");
            },
            mocks);
        gate.SetResult();
        await run;

        Assert.Equal(["slow", "free", "after"], order);
        Assert.Equal("slow-id", mocks.Inner.Inputs("after")["text"]);
    }
}
