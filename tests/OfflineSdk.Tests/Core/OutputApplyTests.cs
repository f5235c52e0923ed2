using Pulumi;
using Pulumi.Utilities;
using WedSync.OfflineSdk.Tests.Support;

namespace WedSync.OfflineSdk.Tests.Core;

public sealed class OutputApplyTests
{
    [Fact]
    public async Task Apply_EachKindOfFunction_GivesItsResult()
    {
        var source = Output.Create(2);

        Assert.Equal(3, (await source.Apply(v => v + 1).See()).Value);
        Assert.Equal(4, (await source.Apply(v => Task.FromResult(v + 2)).See()).Value);
        Assert.Equal(5, (await source.Apply(v => Output.Create(v + 3)).See()).Value);
        Assert.Equal(6, (await source.Apply(v => (Input<int>)(v + 4)).See()).Value);
        Assert.True((await source.Apply(async v => await Task.Yield()).See()).IsKnown);
    }

    [Fact]
    public async Task Apply_OnAnInput_GivesItsResult()
    {
        Input<int> input = 2;
        Input<int>? missing = null;

        Assert.Equal(3, (await input.Apply(v => v + 1).See()).Value);
        Assert.Equal(1, (await missing.Apply(v => v + 1).See()).Value);
    }

    [Fact]
    public async Task Apply_OnUnknown_DoesNotRunAndStaysUnknown()
    {
        var runs = 0;
        var secret = Output.CreateSecret(Run.Unknown(7));

        var seen = await secret.Apply(v => ++runs).See();

        Assert.Equal(0, runs);
        Assert.Equal(new { IsKnown = false, IsSecret = true, Value = 0 }, new { seen.IsKnown, seen.IsSecret, seen.Value });
    }

    [Fact]
    public async Task Apply_ToUnknownOrSecretInner_TakesItOver()
    {
        var known = Output.Create(1);

        var toUnknown = await known.Apply(_ => Run.Unknown("x")).See();
        var toSecret = await known.Apply(_ => Output.CreateSecret("x")).See();
        var fromSecret = await Output.CreateSecret(1).Apply(_ => Output.Create("x")).See();

        Assert.False(toUnknown.IsKnown);
        Assert.True(toSecret.IsSecret);
        Assert.True(toSecret.IsKnown);
        Assert.True(fromSecret.IsSecret);
    }

    [Fact]
    public async Task Apply_ToNullInner_IsNullAndKnown()
    {
        var fromOutput = await Output.CreateSecret(1).Apply(_ => (Output<string>?)null).See();
        var fromInput = await Output.Create(1).Apply(_ => (Input<int>?)null).See();

        Assert.Equal((null, true, true), (fromOutput.Value, fromOutput.IsKnown, fromOutput.IsSecret));
        Assert.Equal(0, fromInput.Value);
    }

    [Fact]
    public async Task Apply_KeepsDependenciesOfOuterAndInner()
    {
        string[] dependencies = [];
        await Run.Program(async () =>
        {
            var first = new Thing("first", new ThingArgs { Text = "a" });
            var second = new Thing("second", new ThingArgs { Text = "b" });
            dependencies = (await first.Text.Apply(a => second.Text.Apply(b => a + b)).See()).Dependencies;
        });

        Assert.Equal(["first", "second"], dependencies);
    }

    [Fact]
    public async Task Apply_Throwing_FailsTheOutput()
    {
        var output = Output.Create(1).Apply(v => v < 0 ? v : throw new FormatException("boom"));

        var error = await Assert.ThrowsAsync<FormatException>(() => OutputUtilities.GetValueAsync(output));

        Assert.Equal("boom", error.Message);
    }

    [Fact]
    public async Task Create_FromTask_WaitsForIt()
    {
        var source = new TaskCompletionSource<string>();
        var output = Output.Create(source.Task);
        var upper = output.Apply(v => v.ToUpperInvariant());

        source.SetResult("late");

        Assert.Equal("LATE", (await upper.See()).Value);
    }

    [Fact]
    public async Task Unsecret_AndCreateSecret_ChangeTheCopyAlone()
    {
        var secret = Output.CreateSecret("s");
        var open = Output.Unsecret(secret);
        var again = Output.CreateSecret(open);

        Assert.True(await Output.IsSecretAsync(secret));
        Assert.False(await Output.IsSecretAsync(open));
        Assert.True(await Output.IsSecretAsync(again));
        Assert.True(await Output.IsSecretAsync(Output.CreateSecret(Task.FromResult(1))));
        Assert.Equal("s", (await open.See()).Value);
    }

    [Fact]
    public async Task CreateUnknown_WithFactory_NeverCallsIt()
    {
        var calls = 0;

        var seen = await OutputUtilities.CreateUnknown(() => Task.FromResult(++calls)).See();

        Assert.Equal(0, calls);
        Assert.False(seen.IsKnown);
    }

    [Fact]
    public async Task WithDependency_AddsTheResource()
    {
        string[] dependencies = [];
        await Run.Program(async () =>
            dependencies = (await OutputUtilities.WithDependency(Output.Create(1), new Thing("t")).See()).Dependencies);

        Assert.Equal(["t"], dependencies);
    }

    [Fact]
    public async Task ToString_IsNotTheValue()
    {
        var text = "";
        await Run.Program(() => text = Output.Create("value").ToString());

        Assert.Contains("[ToString] on an [Output<T>] is not supported", text, StringComparison.Ordinal);
    }
}
