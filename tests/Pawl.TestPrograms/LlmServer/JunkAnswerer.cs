using System.Text.RegularExpressions;

namespace Pawl.TestPrograms.LlmServer;

/// <summary>
/// Prose to one question about services that ask for it, however often it is put, and well-behaved else. A service asks for it in its description:
/// <c>junk=features/2</c>. It goes by the first lines of the prompts that come with Pawl.
/// </summary>
public sealed partial class JunkAnswerer : IChatAnswerer
{
    public const string Text = "I would rather not say.";

    private readonly SchemaAnswerer _well = new();

    public string Name => "junk";

    public string Answer(ChatRequest request)
    {
        var question = request.Question[^1].Text;
        var wanted = Wanted().Match(question);
        return wanted.Success && wanted.Groups[1].Value == StageOf(question) ? Text : _well.Answer(request);
    }

    private static string StageOf(string question)
    {
        if (question.StartsWith("Describe", StringComparison.Ordinal))
        {
            return "descriptions";
        }

        var level = Plateau().Match(question).Groups[1].Value;
        return Field().Match(question) is { Success: true } field ? $"mapping/{level}/{field.Groups[1].Value}" : $"features/{level}";
    }

    [GeneratedRegex("junk=([a-z0-9/]+)")]
    private static partial Regex Wanted();

    [GeneratedRegex(@"at plateau (\d+)")]
    private static partial Regex Plateau();

    [GeneratedRegex("the list \"([a-z]+)\"")]
    private static partial Regex Field();
}
