using System.Text.Json.Nodes;

namespace WedSync.Planning;

/// <summary>Joins the two runs of a program: known values for everything the program decides, marks for what a cloud assigns.</summary>
public static class PlanMask
{
    private const string Unknown = "[unknown]";

    /// <summary>
    /// The plan of the apply-time run in which a value that the preview run did not know is <c>"[unknown]"</c>. A map or list of
    /// which the preview knew nothing keeps its known values: some of them may be samples.
    /// </summary>
    public static Plan Join(Plan known, Plan preview)
    {
        var inputs = preview.Resources.ToDictionary(r => r.Urn, r => r.Inputs, StringComparer.Ordinal);
        return known with
        {
            IsPreview = true,
            Resources = [.. known.Resources.Select(r => inputs.TryGetValue(r.Urn, out var masks) ? r with { Inputs = (JsonObject)Mask(r.Inputs, masks)! } : r)],
            Outputs = (JsonObject)Mask(known.Outputs, preview.Outputs)!,
        };
    }

    private static JsonNode? Mask(JsonNode? known, JsonNode? mask) => (known, mask) switch
    {
        (JsonObject o, JsonObject m) => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Mask(p.Value, m[p.Key])))),
        (JsonArray a, JsonArray m) => new JsonArray([.. a.Select((item, i) => Mask(item, i < m.Count ? m[i] : null))]),
        (JsonValue, JsonValue m) when m.TryGetValue<string>(out var text) && text == Unknown => Unknown,
        _ => known?.DeepClone(),
    };
}
