using System.CommandLine;
using System.Text.Json;
using WedSync.Fuzzer.Api;
using WedSync.Fuzzer.Running;

namespace WedSync.Fuzzer;

/// <summary><c>./wedsync fuzz</c>.</summary>
internal static class FuzzProgram
{
    private const string DocumentPath = "/openapi/v1.json";

    private static readonly Option<double> Minutes = new("--minutes") { Description = "How long requests are sent, 0.1 to 1440.", DefaultValueFactory = _ => 5 };
    private static readonly Option<int?> Seed = new("--seed") { Description = "Seed of the requests; drawn and printed when left out." };
    private static readonly Option<long?> Only = new("--only") { Description = "Number of the one request to send, as a finding names it." };
    private static readonly Option<Uri?> Target = new("--target") { Description = "Address of a running service, such as http://127.0.0.1:8080; a region of its own when left out." };
    private static readonly Option<string?> TokenFile = new("--token-file") { Description = "File with a token a line, of different tenants and scopes; with --target only." };
    private static readonly Option<string?> Document = new("--document") { Description = $"OpenAPI document; the target's {DocumentPath} when left out." };
    private static readonly Option<string> Output = new("--out") { Description = "Folder for the bytes of findings.", DefaultValueFactory = _ => Path.Combine("artifacts", "fuzz") };

    /// <summary>0 = nothing found, 1 = findings, 2 = wrong arguments.</summary>
    public static Task<int> Main(string[] args)
    {
        var command = new RootCommand("Sends requests made from the OpenAPI document, valid, borderline and broken ones, and judges the answers.") { Minutes, Seed, Only, Target, TokenFile, Document, Output };
        Minutes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0.1 and <= 1440)) result.AddError($"--minutes is '{string.Join(' ', result.Tokens)}'; allowed: 0.1 to 1440.");
        });
        Target.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<Uri>() is { Scheme: not "http" } or { IsAbsoluteUri: false }) result.AddError($"--target is '{string.Join(' ', result.Tokens)}'; allowed: http://HOST:PORT.");
        });
        command.SetAction((parsed, cancellation) => RunAsync(parsed, cancellation));
        var arguments = command.Parse(args);
        if (arguments.Errors.Count == 0) return arguments.InvokeAsync();
        foreach (var error in arguments.Errors) Console.Error.WriteLine($"error: fuzz: {error.Message}");
        return Task.FromResult(2);
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var settings = new FuzzSettings
        {
            Seed = arguments.GetValue(Seed) ?? Random.Shared.Next(),
            Duration = TimeSpan.FromMinutes(arguments.GetValue(Minutes)),
            Only = arguments.GetValue(Only),
        };
        Console.WriteLine($"seed {settings.Seed}");
        try
        {
            await using var target = await OpenAsync(arguments);
            var api = ApiModel.Parse(await ReadDocumentAsync(arguments, target.Address, cancellation));
            var report = await FuzzRun.RunAsync(settings, api, target);
            Console.Write(report.Write(Path.GetFullPath(arguments.GetValue(Output)!)));
            return report.Findings.Count == 0 ? 0 : 1;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or JsonException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync($"error: fuzz: {exception.Message}");
            return 2;
        }
    }

    private static async Task<ITarget> OpenAsync(ParseResult arguments) =>
        arguments.GetValue(Target) is { } address ? await RemoteTarget.OpenAsync(address, arguments.GetValue(TokenFile)) : await OwnTarget.StartAsync();

    private static async Task<string> ReadDocumentAsync(ParseResult arguments, Uri target, CancellationToken cancellation)
    {
        if (arguments.GetValue(Document) is { } file) return await File.ReadAllTextAsync(file, cancellation);
        using var http = new HttpClient { BaseAddress = target };
        return await http.GetStringAsync(new Uri(DocumentPath, UriKind.Relative), cancellation);
    }
}
