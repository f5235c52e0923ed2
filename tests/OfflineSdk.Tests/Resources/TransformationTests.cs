using Pulumi;
using Pulumi.Testing;
using WedSync.OfflineSdk.Tests.Support;

namespace WedSync.OfflineSdk.Tests.Resources;

public sealed class TransformationTests
{
    [Fact]
    public async Task Transformation_ChangesArgumentsAndOptions()
    {
        var mocks = new RecordingMocks();
        await Run.Program(
            () => _ = new Thing("t", new ThingArgs { Text = "a" }, new()
            {
                ResourceTransformations =
                {
                    args => new ResourceTransformationResult(
                        new ThingArgs { Text = "b" },
                        CustomResourceOptions.Merge((CustomResourceOptions)args.Options, new() { ImportId = "i" })),
                    _ => null,
                },
            }),
            mocks);

        Assert.Equal(("b", "i"), (mocks.Inputs("t")["text"], mocks["t"].Id));
    }

    [Fact]
    public async Task Transformations_RunFromTheResourceUpToTheStack()
    {
        var seen = new List<string>();
        StackUnderTest.Transformation = Note("stack");
        await Deployment.TestAsync<StackUnderTest>(new RecordingMocks(), new TestOptions());

        Assert.Equal(
            [
                "stack:project-stack", "outer:outer", "stack:outer", "outer:inner", "stack:inner",
                "own:t", "outer:t", "stack:t", "stack:alone",
            ],
            seen);

        ResourceTransformation Note(string level) => args =>
        {
            seen.Add($"{level}:{args.Resource.GetResourceName()}");
            StackUnderTest.Note = Note;
            return null;
        };
    }

    [Fact]
    public async Task Transformation_SeesResourceArgumentsAndOptions()
    {
        ResourceTransformationArgs? seen = null;
        Group? group = null;
        await Run.Program(() =>
        {
            group = new Group("g");
            _ = new Thing("t", new ThingArgs { Text = "a" }, new()
            {
                Parent = group,
                Protect = true,
                IgnoreChanges = { "x" },
                RetainOnDelete = true,
                ResourceTransformations =
                {
                    args =>
                    {
                        seen = args;
                        return null;
                    },
                },
            });
        });

        Assert.Equal("t", seen!.Value.Resource.GetResourceName());
        Assert.Equal("a", (await ((ThingArgs)seen.Value.Args).Text.ToOutput().See()).Value);
        Assert.Equal((group, true, true), (seen.Value.Options.Parent, seen.Value.Options.Protect, seen.Value.Options.RetainOnDelete));
        Assert.Equal(["x"], seen.Value.Options.IgnoreChanges);
    }

    [Fact]
    public async Task Transformation_CannotChangeTheParent()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() => _ = new Thing("t", null, new()
        {
            ResourceTransformations =
            {
                args => new ResourceTransformationResult(args.Args, new CustomResourceOptions { Parent = new Group("g") }),
            },
        })));

        Assert.Contains(
            "Transformations cannot currently be used to change the 'parent' of a resource.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transformation_OfAComponent_MayAddAParentsDependencies()
    {
        var order = new List<string>();
        var gate = new TaskCompletionSource();
        var run = Run.Program(
            () =>
            {
                var slow = new Thing("slow");
                var group = new Group("g", null, new()
                {
                    ResourceTransformations =
                    {
                        args =>
                        {
                            if (args.Resource is Thing)
                                args.Options.DependsOn.Add(slow);
                            return new ResourceTransformationResult(args.Args, args.Options);
                        },
                    },
                });
                _ = new Thing("child", null, new() { Parent = group });
                _ = new Thing("free");
            },
            new GatedMocks(order, gate.Task, "slow"));
        gate.SetResult();
        await run;

        Assert.Equal(["slow", "g", "free", "child"], order);
    }

    private sealed class StackUnderTest : Stack
    {
        public StackUnderTest()
            : base(new StackOptions { ResourceTransformations = { Transformation } })
        {
            var outer = new Group("outer", null, new() { ResourceTransformations = { Note("outer") } });
            var inner = new Group("inner", null, new() { Parent = outer });
            _ = new Thing("t", null, new() { Parent = inner, ResourceTransformations = { Note("own") } });
            _ = new Thing("alone");
        }

        public static ResourceTransformation Transformation { get; set; } = _ => null;

        public static Func<string, ResourceTransformation> Note { get; set; } = _ => _ => null;
    }
}
