using System.Diagnostics;
using System.Text.Json.Nodes;

namespace WedSync.Platform.Tests.Program;

/// <summary>Validates custom resources with the schemas that the @kubernetes-models packages ship.</summary>
internal static class NpmValidator
{
    private static readonly Lazy<string> Folder = new(Install);

    /// <summary>For each object: null when no package knows its kind, else the errors.</summary>
    public static IReadOnlyList<IReadOnlyList<string>?> Validate(IEnumerable<JsonObject> objects)
    {
        var input = new JsonArray([.. objects.Select(o => o.DeepClone())]);
        var output = Run(Folder.Value, "node", ["validate.mjs"], input.ToJsonString());
        return JsonNode.Parse(output)!.AsArray()
            .Select(r => r!["known"]!.GetValue<bool>() ? (IReadOnlyList<string>)[.. r["errors"]!.AsArray().Select(e => e!.GetValue<string>())] : null)
            .ToList();
    }

    private static string Install()
    {
        var source = Path.Combine(TestSettings.Root, "tests", "Platform.Tests", "Program", "validator");
        var folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "wedsync", "manifest-validator");
        Directory.CreateDirectory(folder);
        var manifest = Path.Combine(folder, "package.json");
        var wanted = File.ReadAllText(Path.Combine(source, "package.json"));
        var installed = File.Exists(manifest) && File.ReadAllText(manifest) == wanted && File.Exists(Path.Combine(folder, "installed"));
        File.WriteAllText(manifest, wanted);
        File.Copy(Path.Combine(source, "validate.mjs"), Path.Combine(folder, "validate.mjs"), overwrite: true);
        if (!installed)
        {
            Run(folder, "npm", ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"], "");
            File.WriteAllText(Path.Combine(folder, "installed"), "");
        }

        return folder;
    }

    private static string Run(string folder, string command, string[] arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"'{command} {string.Join(' ', arguments)}' ended with {process.ExitCode}: {errors.Result}");
    }
}
