using WedSync.EndToEnd.Tests.Support;

namespace WedSync.EndToEnd.Tests;

/// <summary>Two regions of offseason that tests share; a test that breaks something waits until all is well again.</summary>
public sealed class RunningPlatform : IAsyncLifetime
{
    public const string Name = "running platform";

    internal Platform Platform { get; } = new(network: 88);

    public async Task InitializeAsync()
    {
        var up = await Platform.TryUpAsync("--regions", "us-east,eu-west");
        Assert.True(up.ExitCode == 0, up.ToString());
    }

    public async Task DisposeAsync() => await Platform.DisposeAsync();
}

/// <summary>Tests of <see cref="RunningPlatform"/>, one after the other.</summary>
[CollectionDefinition(RunningPlatform.Name)]
public sealed class RunningPlatformTests : ICollectionFixture<RunningPlatform>;
