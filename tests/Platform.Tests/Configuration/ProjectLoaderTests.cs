using WedSync.Platform.Configuration;

namespace WedSync.Platform.Tests.Configuration;

public sealed class ProjectLoaderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("wedsync-project-").FullName;

    public ProjectLoaderTests()
    {
        foreach (var file in Directory.GetFiles(TestSettings.Root, "Pulumi*.yaml"))
        {
            File.Copy(file, Path.Combine(_root, Path.GetFileName(file)));
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void SeasonFileMissing_SaysWhereAndHowToRestoreIt()
    {
        File.Delete(Path.Combine(_root, "Pulumi.peak.yaml"));

        Assert.Equal($"Pulumi.peak.yaml: missing at {_root}/Pulumi.peak.yaml; restore it with 'git checkout -- Pulumi.peak.yaml'", SingleError());
    }

    [Fact]
    public void SeasonFileBroken_SaysLineAndColumn()
    {
        File.WriteAllText(Path.Combine(_root, "Pulumi.offseason.yaml"), "config:\n  wedsync:profile: [1,\n");

        Assert.StartsWith("Pulumi.offseason.yaml: line 3, column 1: not YAML", SingleError(), StringComparison.Ordinal);
    }

    [Fact]
    public void SeasonFileWithoutProfile_IsRefused()
    {
        File.WriteAllText(Path.Combine(_root, "Pulumi.offseason.yaml"), "config: {}\n");

        Assert.StartsWith("Pulumi.offseason.yaml: wedsync:profile: missing", SingleError(), StringComparison.Ordinal);
    }

    [Fact]
    public void SeasonFileWithOtherKeyOfOurs_IsRefused()
    {
        File.AppendAllText(Path.Combine(_root, "Pulumi.peak.yaml"), "  wedsync:edge: ingress\n");

        Assert.StartsWith("Pulumi.peak.yaml: wedsync:edge: unknown key", SingleError(), StringComparison.Ordinal);
    }

    [Fact]
    public void SeasonFileWithProviderConfig_IsAccepted()
    {
        File.AppendAllText(Path.Combine(_root, "Pulumi.peak.yaml"), "  gcp:disableRequestBatching: true\n");

        Assert.Equal(25, ProjectLoader.Load(_root, "peak").ActiveProfile.CacheService.MinReplicas);
    }

    [Fact]
    public void SeveralBrokenFiles_AreAllReported()
    {
        File.Delete(Path.Combine(_root, "Pulumi.preseason.yaml"));
        File.WriteAllText(Path.Combine(_root, "Pulumi.yaml"), "- not a mapping\n");

        var error = Assert.Throws<ConfigurationException>(() => ProjectLoader.Load(_root, "peak"));

        Assert.Equal(["Pulumi.yaml", "Pulumi.preseason.yaml"], error.Errors.Select(e => e.Split(':')[0]));
    }

    private string SingleError() => Assert.Single(Assert.Throws<ConfigurationException>(() => ProjectLoader.Load(_root, "peak")).Errors);
}
