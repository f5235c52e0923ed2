using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using WedSync.Planning;

namespace WedSync.Platform.Tests.Program;

/// <summary>
/// Four representative stacks resource by resource. A difference is a change of what would be deployed: review it, then renew the files
/// with WEDSYNC_UPDATE_GOLDEN=1.
/// </summary>
public class GoldenTests
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string Folder = Path.Combine(TestSettings.Root, "tests", "Platform.Tests", "Program", "golden");

    [Theory]
    [InlineData("peak-global")]
    [InlineData("peak-us-east")]
    [InlineData("preseason-us-west")]
    [InlineData("offseason-eu-west")]
    public async Task Stack_IsTheReviewedOne(string stack)
    {
        var file = Path.Combine(Folder, $"{stack}.txt");
        var actual = Write(await Plans.Of(stack));
        if (Environment.GetEnvironmentVariable("WEDSYNC_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Folder);
            await File.WriteAllTextAsync(file, actual);
        }

        Assert.Equal(await File.ReadAllTextAsync(file), actual);
    }

    private static string Write(Plan plan)
    {
        var text = new StringBuilder();
        foreach (var resource in plan.Resources)
        {
            text.Append("## ").Append(resource.Type).Append(' ').Append(resource.Name).Append('\n');
            AppendList(text, "protect", resource.Protect ? ["true"] : []);
            AppendList(text, "ignoreChanges", resource.IgnoreChanges);
            AppendList(text, "dependsOn", [.. resource.DependsOn.Select(urn => urn[(urn.LastIndexOf("::", StringComparison.Ordinal) + 2)..])]);
            text.Append(resource.Inputs.ToJsonString(Json)).Append("\n\n");
        }

        return text.ToString();
    }

    private static void AppendList(StringBuilder text, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            text.Append(name).Append(": ").AppendJoin(", ", values).Append('\n');
        }
    }
}
