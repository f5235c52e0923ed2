namespace WedSync.Cli.Render;

/// <summary>The folder that render writes: it appears whole or not at all, and nothing that is not ours is touched.</summary>
internal sealed class RenderFolder(string path)
{
    private const string Marker = ".wedsync-render";

    public string Path { get; } = System.IO.Path.TrimEndingDirectorySeparator(path);

    /// <summary>Refuses a place that cannot become the folder, before any work is done.</summary>
    /// <exception cref="CliException">The place holds something else.</exception>
    public void Check()
    {
        if (File.Exists(Path))
        {
            throw Refuse("is a file");
        }

        if (Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any() && !File.Exists(MarkerIn(Path)))
        {
            throw Refuse("holds files that render did not write");
        }
    }

    /// <summary>Writes all files beside the folder, then puts them in its place.</summary>
    /// <exception cref="CliException">The place cannot be written.</exception>
    public void Write(string stack, IReadOnlyDictionary<string, string> files)
    {
        var fresh = $"{Path}.{Environment.ProcessId}.new";
        var old = $"{Path}.{Environment.ProcessId}.old";
        try
        {
            foreach (var (name, text) in files)
            {
                var file = System.IO.Path.Combine(fresh, name);
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
                File.WriteAllText(file, text);
            }

            Directory.CreateDirectory(fresh);
            File.WriteAllText(MarkerIn(fresh), $"{stack}\n");
            Swap(fresh, old);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(fresh);
            throw Refuse($"cannot be written ({e.Message})");
        }

        Remove(old);
    }

    private void Swap(string fresh, string old)
    {
        var had = Directory.Exists(Path);
        if (had)
        {
            Directory.Move(Path, old);
        }

        try
        {
            Directory.Move(fresh, Path);
        }
        catch when (had)
        {
            Directory.Move(old, Path);
            throw;
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string MarkerIn(string folder) => System.IO.Path.Combine(folder, Marker);

    private CliException Refuse(string why)
        => new($"--out '{Path}': {why}; allowed: a new or empty folder that this user may write, or one that render wrote. Choose another folder.");
}
