using Pulumi;
using Pulumi.Testing;
using WedSync.OfflineSdk.Tests.Support;

namespace WedSync.OfflineSdk.Tests.DeploymentTests;

public sealed class RunTests
{
    [Fact]
    public async Task Instance_IsWhatTheOptionsSay()
    {
        DeploymentInstance? seen = null;
        await Deployment.TestAsync(
            new RecordingMocks(),
            new TestOptions { ProjectName = "p", StackName = "s", OrganizationName = "o", RootDirectory = "/r", IsPreview = false },
            () => { seen = Deployment.Instance; });

        Assert.Equal(
            ("p", "s", "o", "/r", false),
            (seen!.ProjectName, seen.StackName, seen.OrganizationName, seen.RootDirectory, seen.IsDryRun));
    }

    [Fact]
    public async Task Instance_HasDefaults()
    {
        DeploymentInstance? seen = null;
        await Deployment.TestAsync(new RecordingMocks(), new TestOptions(), () => { seen = Deployment.Instance; });

        Assert.Equal(("project", "stack", "organization", true), (seen!.ProjectName, seen.StackName, seen.OrganizationName, seen.IsDryRun));
        Assert.Throws<InvalidOperationException>(() => seen.RootDirectory);
    }

    [Fact]
    public async Task Instance_EndsWithTheRun()
    {
        await Run.Program(() => { });

        Assert.Throws<InvalidOperationException>(() => Deployment.Instance);
        Assert.Throws<InvalidOperationException>(() => new Thing("t"));
        Assert.Throws<InvalidOperationException>(() => Log.Info("text"));
    }

    [Fact]
    public async Task RunAsync_WithoutTheEngine_SaysSo()
    {
        Func<Task<int>>[] runs =
        [
            () => Deployment.RunAsync(() => { }),
            () => Deployment.RunAsync(() => Task.CompletedTask),
            () => Deployment.RunAsync(() => (IDictionary<string, object?>)new Dictionary<string, object?>()),
            () => Deployment.RunAsync(() => Task.FromResult<IDictionary<string, object?>>(new Dictionary<string, object?>())),
            () => Deployment.RunAsync<EmptyStack>(),
        ];

        foreach (var run in runs)
        {
            var error = await Assert.ThrowsAsync<InvalidOperationException>(run);
            Assert.Equal("Program run without the Pulumi engine available; re-run using the `pulumi` CLI", error.Message);
        }
    }

    [Fact]
    public async Task ProgramThatThrows_FailsWithTheReport()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program((Action)(() => throw new FormatException("boom"))));

        Assert.StartsWith("Running program '", error.Message, StringComparison.Ordinal);
        Assert.Contains("failed with an unhandled exception:\nSystem.FormatException: boom", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AsynchronousProgramThatThrows_FailsWithTheReport()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(async () =>
        {
            await Task.Yield();
            throw new FormatException("late boom");
        }));

        Assert.Contains("System.FormatException: late boom", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StackThatThrows_FailsWithTheReport()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync<ThrowingStack>(new RecordingMocks()));

        Assert.Contains("System.FormatException: in the stack", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunException_IsReportedAsItsMessageAlone()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program((Action)(() => throw new RunException("text only"))));

        Assert.Equal("text only", error.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ResourceException_MayHideItsStack(bool hide)
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program((Action)(
            () => throw new ResourceException("bad resource", new Thing("t"), hideStack: hide))));

        Assert.StartsWith(hide ? "bad resource" : "Pulumi.ResourceException: bad resource", error.Message, StringComparison.Ordinal);
        Assert.Equal(hide, error.Message == "bad resource");
    }

    [Fact]
    public async Task Apply_ThatThrows_FailsTheRun_ThoughNobodyReadsIt()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() =>
        {
            var source = Output.Create(Task.Run(() => 1));
            source.Apply(v => v > 0 ? throw new FormatException("in apply") : v);
        }));

        Assert.Contains("System.FormatException: in apply", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralErrors_AreAllReported()
    {
        var error = await Assert.ThrowsAsync<AggregateException>(() => Run.Program(() =>
        {
            Log.Error("first");
            Log.Error("second");
        }));

        Assert.Equal(
            ["first", "second"],
            error.InnerExceptions.Select(inner => Assert.IsType<RunException>(inner).Message).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task MockThatThrows_FailsTheRun_AndTheResourcesOutputs()
    {
        Thing? thing = null;
        var mocks = new RecordingMocks { State = args => throw new NotSupportedException($"unknown type {args.Type}") };

        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() => thing = new Thing("t"), mocks));

        Assert.Contains("unknown type test:index:Thing", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NotSupportedException>(() => thing!.Id.See());
    }

    [Fact]
    public async Task LoggedErrors_FailTheRun_OtherMessagesDoNot()
    {
        await Run.Program(() =>
        {
            Log.Debug("d");
            Log.Info("i");
            Log.Warn("w");
        });

        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() => Log.Error("logged")));
        var logged = await Assert.ThrowsAsync<RunException>(() => Run.Program(() => Log.Exception(new FormatException("caught"))));

        Assert.Equal("logged", error.Message);
        Assert.Contains("System.FormatException: caught", logged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WaitsForEverythingUnderWay()
    {
        var gate = new TaskCompletionSource();
        var reached = new List<string>();

        var run = Run.Program(() =>
        {
            var source = Output.Create(gate.Task.ContinueWith(_ => "a", TaskScheduler.Default));
            source.Apply(text =>
            {
                var thing = new Thing("inside", new ThingArgs { Text = text });
                return thing.Id.Apply(async id =>
                {
                    await Task.Yield();
                    reached.Add(id);
                    return id;
                });
            });
        });
        Assert.False(run.IsCompleted);
        gate.SetResult();
        var resources = await run;

        Assert.Equal(["inside-id"], reached);
        Assert.Equal("inside", Assert.Single(resources).GetResourceName());
    }

    [Fact]
    public async Task Runs_SideBySide_DoNotMix()
    {
        var runs = Enumerable.Range(0, 8).Select(i => Task.Run(() => Deployment.TestAsync(
            new RecordingMocks(),
            new TestOptions { StackName = $"s{i}" },
            async () =>
            {
                await Task.Yield();
                for (var n = 0; n < 20; n++)
                    _ = new Thing($"{Deployment.Instance.StackName}-{n}");
            })));

        var results = await Task.WhenAll(runs);

        for (var i = 0; i < results.Length; i++)
            Assert.Equal(Enumerable.Range(0, 20).Select(n => $"s{i}-{n}"), results[i].Select(resource => resource.GetResourceName()));
    }

    [Fact]
    public async Task Run_InsideARun_IsRefused()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Run.Program(() => Run.Program(() => { })));

        Assert.Contains("Deployment.Instance should only be set once", error.Message, StringComparison.Ordinal);
    }

    private sealed class EmptyStack : Stack;

    private sealed class ThrowingStack : Stack
    {
        public ThrowingStack() => throw new FormatException("in the stack");
    }
}
