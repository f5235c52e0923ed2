using System.Xml.Linq;
using WedSync.Platform.Components.Common;

namespace WedSync.Platform.Tests.Program;

/// <summary>The stacks deploy images under the names that the services' projects publish them under.</summary>
public class OwnImageTests
{
    [Theory]
    [InlineData("CacheService", OwnImages.CacheService)]
    [InlineData("SyncWorker", OwnImages.SyncWorker)]
    [InlineData("SeasonOperator", OwnImages.SeasonOperator)]
    public void Image_IsWhatTheServicesProjectPublishes(string service, string image)
    {
        Assert.Equal([image], Published(service, fallback: image));
    }

    [Fact]
    public void Services_ThatPublishAnImage_AreKnownToTheStacks()
    {
        var published = Directory.EnumerateFiles(Path.Combine(TestSettings.Root, "services"), "*.csproj", SearchOption.AllDirectories)
            .SelectMany(Repositories).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(published);
        Assert.Empty(published.Except([OwnImages.CacheService, OwnImages.SyncWorker, OwnImages.SeasonOperator]));
    }

    // A service that is described before it is built has no project yet.
    private static List<string> Published(string service, string fallback)
    {
        var project = Path.Combine(TestSettings.Root, "services", service, $"{service}.csproj");
        return File.Exists(project) ? Repositories(project) : [fallback];
    }

    private static List<string> Repositories(string project) =>
        [.. XDocument.Load(project).Descendants("ContainerRepository").Select(element => element.Value)];
}
