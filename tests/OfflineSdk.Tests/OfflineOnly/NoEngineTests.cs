using Pulumi;
using WedSync.OfflineSdk.Tests.DeploymentTests;

namespace WedSync.OfflineSdk.Tests.OfflineOnly;

/// <summary>Under the CLI this SDK must not pretend to deploy. Changes the environment, so it runs alone.</summary>
[Collection(nameof(ConfigTests))]
public sealed class NoEngineTests
{
    [Fact]
    public async Task Engine_WithThisSdk_AsksForTheOfficialPackages()
    {
        Environment.SetEnvironmentVariable("PULUMI_MONITOR", "127.0.0.1:1");
        try
        {
            var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Deployment.RunAsync(() => { }));
            Assert.Contains("PULUMI_SDK=nuget", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PULUMI_MONITOR", null);
        }
    }
}
