using Spectre.Console;

namespace WedSync.Cli.Output;

/// <summary>Consoles for tables.</summary>
internal static class Consoles
{
    private const int NarrowestTable = 120;

    /// <summary>A console that writes to a writer; where that is no terminal, tables are as wide as they need.</summary>
    public static IAnsiConsole For(CliHost host, TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = host.UseColor ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = host.UseColor ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = Math.Max(console.Profile.Width, NarrowestTable);
        return console;
    }
}
