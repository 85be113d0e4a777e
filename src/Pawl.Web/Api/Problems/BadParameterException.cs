namespace Pawl.Web.Api.Problems;

/// <summary>A parameter of a request that cannot be used; answered with 400.</summary>
/// <param name="parameter">Its name in the query, path, header or body.</param>
/// <param name="expected">What is accepted, such as <c>a whole number from 1 to 1000</c>.</param>
/// <param name="actual">What came.</param>
internal sealed class BadParameterException(string parameter, string expected, string actual)
    : Exception($"Parameter '{parameter}': expected {expected}, got {actual}.")
{
    public string Parameter { get; } = parameter;
}
