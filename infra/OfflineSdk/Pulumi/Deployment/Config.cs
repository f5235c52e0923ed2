using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Pulumi;

/// <summary>
/// Configuration values of the stack under one namespace. <c>Get</c> returns null where a value is not set, <c>Require</c>
/// fails; the <c>Secret</c> variants return secret outputs.
/// </summary>
public sealed class Config
{
    private readonly string _name;

    /// <param name="name">The namespace, the project's name when null.</param>
    public Config(string? name = null)
    {
        name ??= Deployment.Instance.ProjectName;
        _name = name.EndsWith(":config", StringComparison.Ordinal) ? name[..^":config".Length] : name;
    }

    public string? Get(string key) => Deployment.Current.GetConfig(FullKey(key));

    public Output<string>? GetSecret(string key) => SecretOrNull(Get(key));

    public string Require(string key) => Get(key) ?? throw Missing(key);

    public Output<string> RequireSecret(string key) => Output.CreateSecret(Require(key));

    public bool? GetBoolean(string key) => Get(key) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var value => throw Invalid(key, value, nameof(Boolean)),
    };

    public Output<bool>? GetSecretBoolean(string key) => SecretOrNull(GetBoolean(key));

    public bool RequireBoolean(string key) => GetBoolean(key) ?? throw Missing(key);

    public Output<bool> RequireSecretBoolean(string key) => Output.CreateSecret(RequireBoolean(key));

    public int? GetInt32(string key) => Get(key) switch
    {
        null => null,
        var value when int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        var value => throw Invalid(key, value, nameof(Int32)),
    };

    public Output<int>? GetSecretInt32(string key) => SecretOrNull(GetInt32(key));

    public int RequireInt32(string key) => GetInt32(key) ?? throw Missing(key);

    public Output<int> RequireSecretInt32(string key) => Output.CreateSecret(RequireInt32(key));

    public double? GetDouble(string key) => Get(key) switch
    {
        null => null,
        var value when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        var value => throw Invalid(key, value, nameof(Double)),
    };

    public Output<double>? GetSecretDouble(string key) => SecretOrNull(GetDouble(key));

    public double RequireDouble(string key) => GetDouble(key) ?? throw Missing(key);

    public Output<double> RequireSecretDouble(string key) => Output.CreateSecret(RequireDouble(key));

    /// <summary>A value given as JSON.</summary>
    [return: MaybeNull]
    public T GetObject<T>(string key) => Parse<T>(key, Get(key), options: null);

    /// <inheritdoc cref="GetObject{T}(string)"/>
    [return: MaybeNull]
    public T GetObject<T>(string key, JsonSerializerOptions options) => Parse<T>(key, Get(key), options);

    public Output<T>? GetSecretObject<T>(string key) => Get(key) is null ? null : Output.CreateSecret(GetObject<T>(key)!);

    public Output<T>? GetSecretObject<T>(string key, JsonSerializerOptions options) =>
        GetObject<T>(key, options) is { } value ? Output.CreateSecret(value) : null;

    /// <inheritdoc cref="GetObject{T}(string)"/>
    public T RequireObject<T>(string key) => Parse<T>(key, Require(key), options: null)!;

    /// <inheritdoc cref="GetObject{T}(string)"/>
    public T RequireObject<T>(string key, JsonSerializerOptions options) => Parse<T>(key, Require(key), options)!;

    public Output<T> RequireSecretObject<T>(string key) => Output.CreateSecret(RequireObject<T>(key));

    public Output<T> RequireSecretObject<T>(string key, JsonSerializerOptions options) =>
        Output.CreateSecret(RequireObject<T>(key, options));

    private static Output<T>? SecretOrNull<T>(T? value)
        where T : struct
        => value is null ? null : Output.CreateSecret(value.Value);

    private static Output<string>? SecretOrNull(string? value) => value is null ? null : Output.CreateSecret(value);

    private T? Parse<T>(string key, string? value, JsonSerializerOptions? options)
    {
        try
        {
            return value is null ? default : JsonSerializer.Deserialize<T>(value, options);
        }
        catch (JsonException e)
        {
            throw Invalid(key, value, typeof(T).FullName!, e);
        }
    }

    private string FullKey(string key) => $"{_name}:{key}";

    private RunException Missing(string key) => new(
        $"Missing Required configuration variable '{FullKey(key)}'\n"
        + $"\tplease set a value using the command `pulumi config set {FullKey(key)} <value>`");

    private RunException Invalid(string key, string? value, string expected, Exception? cause = null) =>
        new($"Configuration '{FullKey(key)}' value '{value}' is not a valid {expected}", cause);
}
