using WedSync.Platform.Configuration;

namespace WedSync.Platform.Tests;

/// <summary>Settings as the repository's own files give them.</summary>
internal static class TestSettings
{
    public static readonly string Root = ProjectLoader.FindRoot(AppContext.BaseDirectory);

    /// <summary>The settings of a stack such as <c>peak-us-east</c>.</summary>
    public static PlatformSettings For(string stack) => ProjectLoader.Load(Root, stack);
}
