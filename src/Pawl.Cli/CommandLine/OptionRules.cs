using System.CommandLine;
using System.Globalization;

namespace Pawl.Cli.CommandLine;

/// <summary>Ranges of options, checked while parsing, so that a wrong value is a usage error before anything is opened.</summary>
internal static class OptionRules
{
    public static Option<T> Between<T>(this Option<T> option, long least, long most)
    {
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                var isWhole = long.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value);
                if (!isWhole || value < least || value > most)
                {
                    result.AddError($"{option.Name}: expected a whole number in {least}..{most}, got '{token.Value}'.");
                }
            }
        });
        return option;
    }

    /// <param name="open">True when <paramref name="least"/> itself is refused.</param>
    public static Option<double> Between(this Option<double> option, double least, double most, bool open = false)
    {
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                var isNumber = double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
                if (!isNumber || !double.IsFinite(value) || value < least || value > most || (open && value == least))
                {
                    result.AddError(
                        $"{option.Name}: expected a number {(open ? "above" : "from")} {least} to {most}, got '{token.Value}'."
                    );
                }
            }
        });
        return option;
    }
}
