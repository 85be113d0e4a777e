using Pawl.Runs.Specs;

namespace Pawl.Llm.Settings;

/// <summary>What must hold between the keys of <see cref="LlmSpecKeys.All"/>.</summary>
public static class LlmRules
{
    public static IEnumerable<SpecProblem> Check(ResolvedSpec spec) => Provider(spec).Concat(Order(spec));

    private static IEnumerable<SpecProblem> Provider(ResolvedSpec spec)
    {
        var kind = spec.Text("provider.kind");
        var address = spec.TextOrNull("provider.address");
        if (kind == "compatible" && !IsWebAddress(address))
        {
            yield return spec.Problem(
                "provider.address",
                "an absolute http or https address, such as http://localhost:11434/v1, since provider.kind is compatible"
            );
        }
        else if (kind == "compatible" && new Uri(address!).UserInfo.Length > 0)
        {
            // Not shown as it came: it holds a password.
            yield return new SpecProblem(
                spec.Origin("provider.address"),
                "provider.address",
                "an address without a user or password; name the key with provider.auth_variable or provider.auth_file",
                "one with them"
            );
        }
        else if (kind != "compatible" && address is not null)
        {
            yield return spec.Problem(
                "provider.address",
                $"not set, since provider.kind is {kind}; set provider.kind to compatible for a server of your own"
            );
        }

        if (spec.IsSet("provider.auth_variable") && spec.IsSet("provider.auth_file"))
        {
            yield return spec.Problem("provider.auth_file", "not set, since provider.auth_variable is set: one of them holds the key");
        }

        if (spec.TextOrNull("provider.auth_variable") is { } variable && !IsVariableName(variable))
        {
            // Not shown either: the likeliest mistake is the key itself.
            yield return new SpecProblem(
                spec.Origin("provider.auth_variable"),
                "provider.auth_variable",
                "the name of an environment variable (letters, digits and _, no digit first), never the key itself",
                "something else"
            );
        }
    }

    private static IEnumerable<SpecProblem> Order(ResolvedSpec spec)
    {
        if (spec.Duration("calls.base") > spec.Duration("calls.cap"))
        {
            yield return spec.Problem("calls.base", $"at most calls.cap ({SpecText.Of(spec.Value("calls.cap"))})");
        }

        if (spec.Duration("breaker.pause") > spec.Duration("breaker.longest_pause"))
        {
            yield return spec.Problem(
                "breaker.pause",
                $"at most breaker.longest_pause ({SpecText.Of(spec.Value("breaker.longest_pause"))})"
            );
        }

        if (spec.IsSet("budget.soft") && spec.IsSet("budget.hard") && spec.Number("budget.soft") > spec.Number("budget.hard"))
        {
            yield return spec.Problem("budget.soft", $"at most budget.hard ({spec.Number("budget.hard")})");
        }
    }

    private static bool IsWebAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0;

    private static bool IsVariableName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '_');
}
