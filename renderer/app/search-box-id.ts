// Names the search box for the key that focuses it.
export const SEARCH_BOX_ID = "search-box";
