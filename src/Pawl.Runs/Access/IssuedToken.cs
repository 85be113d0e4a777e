namespace Pawl.Runs.Access;

/// <summary>A token just made, with its text: the only time that text is known.</summary>
/// <param name="Text">What its holder keeps, <c>pawl_ID_SECRET</c>.</param>
public sealed record IssuedToken(AccessToken Token, string Text)
{
    /// <summary>Never the text: this may end up in a log.</summary>
    public override string ToString() => $"token {Token.Id}";
}
