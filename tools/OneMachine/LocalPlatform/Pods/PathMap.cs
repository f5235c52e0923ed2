using System.Text.RegularExpressions;

namespace WedSync.LocalPlatform.Pods;

/// <summary>
/// Moves the paths that volumes are mounted on into the container's own folder, since no process here has a file system of its own.
/// A path is moved where it starts one: after a letter, digit, dot, slash, dash or closing brace it is the end of another.
/// </summary>
public sealed class PathMap
{
    private readonly string _folder;
    private readonly Regex? _pattern;

    /// <param name="folder">The container's folder.</param>
    /// <param name="mountPaths">Paths of its volumes.</param>
    public PathMap(string folder, IEnumerable<string> mountPaths)
    {
        _folder = folder;
        var paths = mountPaths.OrderByDescending(p => p.Length).Select(Regex.Escape).ToList();
        if (paths.Count > 0)
        {
            _pattern = new Regex($@"(?<![A-Za-z0-9_./\-}})])(?:{string.Join('|', paths)})(?=/|[^A-Za-z0-9_.\-]|$)", RegexOptions.CultureInvariant);
        }
    }

    /// <summary>Where a path of the container lies here.</summary>
    public string Locate(string path) => _folder + path;

    /// <summary>A text with the moved paths.</summary>
    public string Rewrite(string text) => _pattern is null ? text : _pattern.Replace(text, match => _folder + match.Value);
}
