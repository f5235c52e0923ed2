using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;

namespace WedSync.OfflineSdk.Conformance.Tests;

/// <summary>A published npm package, downloaded once a machine and read from its archive.</summary>
internal sealed class NpmPackage
{
    private NpmPackage(IReadOnlyDictionary<string, string> declarations, IReadOnlyDictionary<string, string> scripts)
    {
        Declarations = declarations;
        Scripts = scripts;
    }

    /// <summary>Text of each <c>.d.ts</c> by its path without the ending, such as <c>compute/network</c>.</summary>
    public IReadOnlyDictionary<string, string> Declarations { get; }

    /// <summary>Text of each <c>.js</c> by its path without the ending.</summary>
    public IReadOnlyDictionary<string, string> Scripts { get; }

    public static NpmPackage Load(string name, string version)
    {
        var declarations = new Dictionary<string, string>(StringComparer.Ordinal);
        var scripts = new Dictionary<string, string>(StringComparer.Ordinal);
        using var file = File.OpenRead(Download(name, version));
        using var archive = new TarReader(new GZipStream(file, CompressionMode.Decompress));
        while (archive.GetNextEntry() is { } entry)
        {
            var path = entry.Name[(entry.Name.IndexOf('/', StringComparison.Ordinal) + 1)..];
            if (path.EndsWith(".d.ts", StringComparison.Ordinal))
            {
                declarations[path[..^5]] = ReadText(entry);
            }
            else if (path.EndsWith(".js", StringComparison.Ordinal))
            {
                scripts[path[..^3]] = ReadText(entry);
            }
        }

        return new NpmPackage(declarations, scripts);
    }

    private static string ReadText(TarEntry entry)
    {
        using var reader = new StreamReader(entry.DataStream ?? Stream.Null);
        return reader.ReadToEnd();
    }

    private static string Download(string name, string version)
    {
        var cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "wedsync", "npm");
        var archive = Path.Combine(cache, $"{name.TrimStart('@').Replace('/', '-')}-{version}.tgz");
        if (File.Exists(archive))
        {
            return archive;
        }

        // Packed beside the cache and moved in whole: an interrupted download never looks like a package.
        var folder = Directory.CreateTempSubdirectory("wedsync-npm-").FullName;
        using var npm = Process.Start(new ProcessStartInfo("npm", ["pack", "--silent", $"{name}@{version}", "--pack-destination", folder])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        })!;
        npm.StandardOutput.ReadToEnd();
        npm.WaitForExit();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"'npm pack {name}@{version}' ended with {npm.ExitCode}; the conformance test needs npm and its registry");
        }

        Directory.CreateDirectory(cache);
        File.Move(Directory.GetFiles(folder, "*.tgz").Single(), archive, overwrite: true);
        Directory.Delete(folder, recursive: true);
        return archive;
    }
}
