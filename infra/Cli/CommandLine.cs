using System.CommandLine;
using WedSync.Cli.Cost;
using WedSync.Cli.Handover;
using WedSync.Cli.Preview;
using WedSync.Cli.Render;
using WedSync.Cli.Token;

namespace WedSync.Cli;

/// <summary>The verbs and their options.</summary>
internal static class CommandLine
{
    private static readonly string[] Formats = ["text", "json", "markdown"];

    public static RootCommand Build(CliHost host) => new("Previews, prices and switches the WedSync AI cache platform.")
    {
        Preview(host), Render(host), Cost(host), Handover(host), Token(host),
    };

    private static Command Preview(CliHost host)
    {
        var stack = Stack();
        var against = new Option<string?>("--against") { Description = "A stack, or a plan saved with --out, to show the changes from." };
        var format = Format(Formats);
        var output = new Option<string?>("--out") { Description = "File to save the plan to." };
        var command = new Command("preview", "Shows what a stack deploys, what changes, what it costs and which policies it breaks.") { stack, against, format, output };
        command.SetAction((parsed, _) => PreviewCommand.RunAsync(host, new PreviewOptions(
            parsed.GetRequiredValue(stack), parsed.GetValue(against), parsed.GetValue(format)!, parsed.GetValue(output))));
        return command;
    }

    private static Command Render(CliHost host)
    {
        var stack = Stack();
        var output = new Option<string>("--out") { Description = "Folder to write to; new, empty or written by render before.", Required = true };
        var command = new Command("render", "Writes a stack's Kubernetes objects as YAML and its cloud resources as JSON.") { stack, output };
        command.SetAction((parsed, _) => RenderCommand.RunAsync(host, parsed.GetRequiredValue(stack), parsed.GetRequiredValue(output)));
        return command;
    }

    private static Command Cost(CliHost host)
    {
        var format = Format(["text", "json"]);
        var command = new Command("cost", "Shows the monthly cost by season, scope and part.") { format };
        command.SetAction(parsed => CostCommand.Run(host, parsed.GetValue(format)!));
        return command;
    }

    private static Command Handover(CliHost host)
    {
        var from = new Argument<string>("from") { Description = "The stack that is live." };
        var to = new Argument<string>("to") { Description = "The stack of the next season, same scope." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show the steps and changes, run nothing." };
        var command = new Command("handover", "Switches a scope to another season: rename, check, update.") { from, to, dryRun };
        command.SetAction((parsed, cancellation) => HandoverCommand.RunAsync(
            host, parsed.GetRequiredValue(from), parsed.GetRequiredValue(to), parsed.GetValue(dryRun), cancellation));
        return command;
    }

    private static Command Token(CliHost host)
    {
        var tenant = new Option<string>("--tenant") { Description = "Tenant that the token speaks for.", DefaultValueFactory = _ => "demo" };
        var scopes = new Option<string>("--scopes") { Description = "What it allows: read, write, invalidate, erase, admin.", DefaultValueFactory = _ => "read,write,invalidate,erase" };
        var lifetime = new Option<string>("--lifetime") { Description = "How long it is valid, 1s to 30d.", DefaultValueFactory = _ => "1h" };
        var command = new Command("token", "Prints a bearer token that the running local platform accepts.") { tenant, scopes, lifetime };
        command.SetAction(parsed => TokenCommand.Run(host, new TokenOptions(parsed.GetValue(tenant)!, parsed.GetValue(scopes)!, parsed.GetValue(lifetime)!)));
        return command;
    }

    private static Argument<string> Stack() => new("stack") { Description = "<season>, <season>-global or <season>-<region>, such as peak-us-east." };

    private static Option<string> Format(string[] allowed)
    {
        var option = new Option<string>("--format") { Description = $"One of {string.Join(", ", allowed)}.", DefaultValueFactory = _ => allowed[0] };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !allowed.Contains(token.Value))
            {
                result.AddError($"--format '{token.Value}': unknown; allowed: {string.Join(", ", allowed)}");
            }
        });
        return option;
    }
}
