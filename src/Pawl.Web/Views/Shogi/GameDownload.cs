namespace Pawl.Web.Views.Shogi;

/// <summary>The record of a game in one of the formats.</summary>
/// <param name="Label">Such as <c>KIF</c>.</param>
/// <param name="Url">Where it is served, or the file itself as a <c>data:</c> address.</param>
public sealed record GameDownload(string Label, string Url, string FileName);
