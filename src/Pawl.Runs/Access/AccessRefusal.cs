namespace Pawl.Runs.Access;

/// <summary>Why a token or session does not let in. Anything but <see cref="Unknown"/> is only told to who holds the right secret.</summary>
public enum AccessRefusal
{
    None,

    /// <summary>There is no such token or session, or its secret is another: never told apart.</summary>
    Unknown,
    Expired,

    /// <summary>Good for one sign-in, which took place.</summary>
    Used,
    Revoked,

    /// <summary>Good for a sign-in only, and offered as a bearer token.</summary>
    SignInOnly,
}
