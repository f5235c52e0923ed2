using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace WedSync.Cli.Render;

/// <summary>Writes JSON values as YAML that every parser reads alike: a text that could be taken for something else is quoted.</summary>
internal static partial class YamlText
{
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "true", "false", "yes", "no", "on", "off", "y", "n", "null", "~",
    };

    private static readonly string[] First = ["apiVersion", "kind", "metadata"];

    public static string Write(JsonObject root)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(writer, EmitterSettings.Default.WithIndentedSequences().WithBestWidth(int.MaxValue));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart());
        Emit(emitter, root);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return writer.ToString();
    }

    private static void Emit(Emitter emitter, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, map.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var (key, value) in map.OrderBy(p => Rank(p.Key)))
                {
                    emitter.Emit(Text(key));
                    Emit(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray list:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, list.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in list)
                {
                    Emit(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            default:
                emitter.Emit(Scalar(node as JsonValue));
                break;
        }
    }

    private static Scalar Scalar(JsonValue? value)
    {
        if (value is null)
        {
            return Plain("null");
        }

        return value.GetValueKind() == JsonValueKind.String ? Text(value.GetValue<string>()) : Plain(Number(value));
    }

    /// <summary>Whole numbers stay whole: a port of 6379.0 is none.</summary>
    private static string Number(JsonValue value)
        => value.TryGetValue<double>(out var number) && number == Math.Floor(number) && Math.Abs(number) < 1e15
            ? number.ToString("F0", CultureInfo.InvariantCulture)
            : value.ToJsonString();

    private static Scalar Text(string text)
    {
        var style = ScalarStyle.DoubleQuoted;
        if (text.Contains('\n', StringComparison.Ordinal) && !BlockBreaker().IsMatch(text))
        {
            style = ScalarStyle.Literal;
        }
        else if (Safe().IsMatch(text) && !Reserved.Contains(text))
        {
            style = ScalarStyle.Plain;
        }

        return new Scalar(AnchorName.Empty, TagName.Empty, text, style, style == ScalarStyle.Plain, style != ScalarStyle.Plain);
    }

    private static Scalar Plain(string text) => new(AnchorName.Empty, TagName.Empty, text, ScalarStyle.Plain, true, false);

    private static int Rank(string key) => Array.IndexOf(First, key) is var i && i < 0 ? First.Length : i;

    // No colon, so that a time such as 12:30 is never read in base 60.
    [GeneratedRegex(@"\A[A-Za-z_/][A-Za-z0-9_./@-]*\z")]
    private static partial Regex Safe();

    // A literal block cannot hold these without changing the text.
    [GeneratedRegex(@"\r|\t|[ ]+\n|\A\s|[ ]\z|\n\n\z|[\x00-\x08\x0b-\x1f\x7f-\x9f]")]
    private static partial Regex BlockBreaker();
}
