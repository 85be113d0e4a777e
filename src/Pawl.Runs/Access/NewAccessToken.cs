using System.Text.RegularExpressions;
using Pawl.Runs.Model;

namespace Pawl.Runs.Access;

/// <summary>A token to be made.</summary>
/// <param name="Name">1..64 letters, digits, spaces and <c>. _ @ -</c>: no sign that could make it pass for another kind of actor.</param>
/// <param name="Lifetime">Above zero, at most <see cref="LongestLifetime"/>.</param>
/// <param name="SingleUse">Good for one sign-in in a browser.</param>
public sealed partial record NewAccessToken(string Name, AccessRole Role, TimeSpan Lifetime, bool SingleUse)
{
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(366);

    /// <summary>How long a sign-in token is good for when nobody says: long enough to walk over to the browser.</summary>
    public static readonly TimeSpan SignInLifetime = TimeSpan.FromMinutes(10);

    public static readonly TimeSpan UsualLifetime = TimeSpan.FromDays(30);

    /// <summary>What is wrong with it, as words for who asked; null when nothing is.</summary>
    public string? Problem() =>
        !NamePattern().IsMatch(Name)
            ? $"Expected a name of 1 to 64 letters, digits, spaces and . _ @ - that begins with a letter or digit, got '{Name}'."
        : Lifetime <= TimeSpan.Zero || Lifetime > LongestLifetime
            ? $"Expected a lifetime above zero and at most {LongestLifetime.TotalDays:0} days, got {Lifetime.TotalDays:0.###} days."
        : null;

    [GeneratedRegex(@"^[\p{L}\p{Nd}][\p{L}\p{Nd} ._@\-]{0,63}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();
}
