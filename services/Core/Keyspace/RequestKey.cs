using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace WedSync.Core.Keyspace;

/// <summary>
/// The canonical key of a question: SHA-256 over tenant, model, messages and all parameters. Member order, number spelling, line
/// ends and outer white space do not count; everything else does.
/// </summary>
public static class RequestKey
{
    /// <summary>Goes into every key: another form is another version, and none of its keys is one of this.</summary>
    public const string Form = "wedsync-request-2";

    /// <summary>43 characters of base64url.</summary>
    /// <param name="tenant">From the token.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="messages">Role and content, in order.</param>
    /// <param name="parameters">An object, or null for none, which is the same as an empty one.</param>
    /// <exception cref="FormatException">
    /// A text is not valid Unicode, a number's exponent is out of range, or an object has a member twice. The message is for the caller.
    /// </exception>
    public static string Of(string tenant, string model, IEnumerable<(string Role, string Content)> messages, JsonElement? parameters)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var json = new CanonicalJson();
        json.Raw("["u8);
        json.Text(Form);
        json.Raw(","u8);
        json.Text(tenant);
        json.Raw(","u8);
        json.Text(model.Trim());
        foreach (var (role, content) in messages)
        {
            json.Raw(",["u8);
            json.Text(role.Trim());
            json.Raw(","u8);
            json.Text(Normalise(content));
            json.Raw("]"u8);
        }

        if (parameters is { ValueKind: JsonValueKind.Object } present && present.EnumerateObject().Any())
        {
            json.Raw(","u8);
            json.Value(present);
        }

        json.Raw("]"u8);
        return Base64Url.EncodeToString(SHA256.HashData(json.Written));
    }

    private static string Normalise(string content) => content.ReplaceLineEndings("\n").Trim();
}
